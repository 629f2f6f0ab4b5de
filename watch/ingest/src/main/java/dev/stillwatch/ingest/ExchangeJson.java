// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Response;
import dev.stillwatch.exchange.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Writes an exchange as the native log's object; what is absent is left out. */
final class ExchangeJson {
    private ExchangeJson() {}

    static void write(Exchange exchange, JsonGenerator g) {
        g.writeStartObject();
        text(g, "id", exchange.id());
        g.writeStringProperty("time", exchange.time().toString());
        text(g, "account", Optional.of(exchange.account()));
        text(g, "org", exchange.organisation());
        g.writeStringProperty("api", Apis.nameOf(exchange.api()));
        text(g, "model", exchange.model());
        RequestJson.write(exchange.api(), exchange.request(), g);
        exchange.response().ifPresent(response -> response(response, g));
        usage(exchange.usage(), g);
        client(exchange.client(), g);
        billing(exchange.billing(), g);
        number(g, "status", exchange.status());
        exchange.latency().ifPresent(latency -> {
            g.writeName("latency_ms");
            g.writeNumber(BigDecimal.valueOf(latency.toNanos(), 6).stripTrailingZeros());
        });
        g.writeEndObject();
    }

    private static void response(Response response, JsonGenerator g) {
        g.writeName("response");
        g.writeStartObject();
        text(g, "content", Optional.of(response.content()));
        text(g, "reasoning", response.reasoning());
        if (response.toolCalls() > 0) {
            g.writeName("tool_calls");
            g.writeStartArray();
            for (int i = 0; i < response.toolCalls(); i++) {
                g.writeStartObject();
                g.writeStringProperty("type", "function");
                g.writeEndObject();
            }
            g.writeEndArray();
        }
        text(g, "finish_reason", response.finishReason());
        g.writeEndObject();
    }

    private static void usage(Usage usage, JsonGenerator g) {
        if (!usage.equals(Usage.UNKNOWN)) {
            g.writeName("usage");
            g.writeStartObject();
            number(g, "input_tokens", usage.input());
            number(g, "output_tokens", usage.output());
            number(g, "reasoning_tokens", usage.reasoning());
            g.writeEndObject();
        }
    }

    private static void client(Client client, JsonGenerator g) {
        if (!client.equals(Client.UNKNOWN)) {
            g.writeName("client");
            g.writeStartObject();
            text(g, "ip", client.ip());
            number(g, "asn", client.asn());
            text(g, "country", client.country());
            text(g, "user_agent", client.userAgent());
            text(g, "ja4", client.ja4());
            g.writeEndObject();
        }
    }

    private static void billing(Billing billing, JsonGenerator g) {
        if (!billing.equals(Billing.UNKNOWN)) {
            g.writeName("billing");
            g.writeStartObject();
            text(g, "payment", billing.payment());
            text(g, "plan", billing.plan());
            billing.created().ifPresent(created -> g.writeStringProperty("created", created.toString()));
            g.writeEndObject();
        }
    }

    static void text(JsonGenerator g, String name, Optional<String> value) {
        value.ifPresent(text -> g.writeStringProperty(name, WellFormed.of(text)));
    }

    static void number(JsonGenerator g, String name, OptionalInt value) {
        value.ifPresent(number -> g.writeNumberProperty(name, number));
    }

    static void number(JsonGenerator g, String name, OptionalLong value) {
        value.ifPresent(number -> g.writeNumberProperty(name, number));
    }
}
