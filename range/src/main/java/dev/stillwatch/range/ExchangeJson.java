// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import java.io.OutputStream;
import java.util.Locale;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes exchanges as the native log: one JSON object a line. */
final class ExchangeJson implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator("\n").build();

    private final JsonGenerator json;

    ExchangeJson(OutputStream out) {
        json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    void write(Exchange exchange) {
        json.writeStartObject();
        exchange.id().ifPresent(id -> json.writeStringProperty("id", id));
        json.writeStringProperty("time", exchange.time().toString());
        json.writeStringProperty("account", exchange.account());
        exchange.organisation().ifPresent(org -> json.writeStringProperty("org", org));
        json.writeStringProperty("api", exchange.api().name().toLowerCase(Locale.ROOT));
        exchange.model().ifPresent(model -> json.writeStringProperty("model", model));
        request(exchange.request());
        exchange.response().ifPresent(response -> {
            json.writeObjectPropertyStart("response");
            json.writeStringProperty("content", response.content());
            response.reasoning().ifPresent(text -> json.writeStringProperty("reasoning", text));
            response.finishReason().ifPresent(reason -> json.writeStringProperty("finish_reason", reason));
            json.writeEndObject();
        });
        usage(exchange.usage());
        client(exchange.client());
        billing(exchange.billing());
        exchange.status().ifPresent(status -> json.writeNumberProperty("status", status));
        exchange.latency().ifPresent(latency -> json.writeNumberProperty("latency_ms", latency.toMillis()));
        json.writeEndObject();
    }

    private void request(Request request) {
        json.writeObjectPropertyStart("request");
        json.writeArrayPropertyStart("messages");
        for (Message message : request.messages()) {
            json.writeStartObject();
            json.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("content", message.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!request.tools().isEmpty()) {
            json.writeArrayPropertyStart("tools");
            for (String tool : request.tools()) {
                json.writeStartObject();
                json.writeStringProperty("type", "function");
                json.writeObjectPropertyStart("function");
                json.writeStringProperty("name", tool);
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        parameters(request.parameters());
        json.writeEndObject();
    }

    private void parameters(Parameters parameters) {
        parameters.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
        parameters.topP().ifPresent(value -> json.writeNumberProperty("top_p", value));
        parameters.completions().ifPresent(value -> json.writeNumberProperty("n", value));
        parameters.maxTokens().ifPresent(value -> json.writeNumberProperty("max_tokens", value));
        if (parameters.logprobs()) {
            json.writeBooleanProperty("logprobs", true);
        }
        parameters.topLogprobs().ifPresent(value -> json.writeNumberProperty("top_logprobs", value));
        parameters.seed().ifPresent(value -> json.writeNumberProperty("seed", value));
        if (parameters.stream()) {
            json.writeBooleanProperty("stream", true);
        }
        parameters.responseFormat().ifPresent(format -> {
            json.writeObjectPropertyStart("response_format");
            json.writeStringProperty("type", format);
            json.writeEndObject();
        });
        parameters.reasoningEffort().ifPresent(value -> json.writeStringProperty("reasoning_effort", value));
    }

    private void usage(Usage usage) {
        if (usage.equals(Usage.UNKNOWN)) {
            return;
        }
        json.writeObjectPropertyStart("usage");
        usage.input().ifPresent(tokens -> json.writeNumberProperty("input_tokens", tokens));
        usage.output().ifPresent(tokens -> json.writeNumberProperty("output_tokens", tokens));
        usage.reasoning().ifPresent(tokens -> json.writeNumberProperty("reasoning_tokens", tokens));
        json.writeEndObject();
    }

    private void client(Client client) {
        if (client.equals(Client.UNKNOWN)) {
            return;
        }
        json.writeObjectPropertyStart("client");
        client.ip().ifPresent(value -> json.writeStringProperty("ip", value));
        client.asn().ifPresent(value -> json.writeNumberProperty("asn", value));
        client.country().ifPresent(value -> json.writeStringProperty("country", value));
        client.userAgent().ifPresent(value -> json.writeStringProperty("user_agent", value));
        client.ja4().ifPresent(value -> json.writeStringProperty("ja4", value));
        json.writeEndObject();
    }

    private void billing(Billing billing) {
        if (billing.equals(Billing.UNKNOWN)) {
            return;
        }
        json.writeObjectPropertyStart("billing");
        billing.payment().ifPresent(value -> json.writeStringProperty("payment", value));
        billing.plan().ifPresent(value -> json.writeStringProperty("plan", value));
        billing.created().ifPresent(value -> json.writeStringProperty("created", value.toString()));
        json.writeEndObject();
    }

    @Override
    public void close() {
        json.writeRaw('\n');
        json.close();
    }
}
