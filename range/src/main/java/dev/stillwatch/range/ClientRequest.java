// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.SentBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulated client sends to a gateway for an exchange.
 *
 * @param time when it is sent
 * @param key the client's API key: the account's name in the simulation
 * @param path of the API
 * @param body JSON in UTF-8; not copied, not to be changed
 * @param headers what a proxy in front of the gateway says of the client's address, place and software
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and sent as it is
public record ClientRequest(Instant time, String key, String path, byte[] body, Map<String, String> headers) {
    public ClientRequest {
        headers = Map.copyOf(headers);
    }

    /** The request that an exchange began with. */
    public static ClientRequest of(Exchange exchange) {
        return new ClientRequest(
                exchange.time(), exchange.account(), path(exchange), SentBody.of(exchange), headers(exchange.client()));
    }

    private static String path(Exchange exchange) {
        return switch (exchange.api()) {
            case CHAT -> "/v1/chat/completions";
            case RESPONSES -> "/v1/responses";
            case COMPLETIONS -> "/v1/completions";
            case EMBEDDINGS -> "/v1/embeddings";
            case MESSAGES -> "/v1/messages";
        };
    }

    private static Map<String, String> headers(Client client) {
        Map<String, String> headers = new LinkedHashMap<>();
        client.ip().ifPresent(ip -> headers.put("x-forwarded-for", ip));
        client.asn().ifPresent(asn -> headers.put("x-client-asn", Long.toString(asn)));
        client.country().ifPresent(country -> headers.put("x-client-country", country));
        client.userAgent().ifPresent(agent -> headers.put("user-agent", agent));
        client.ja4().ifPresent(ja4 -> headers.put("x-ja4", ja4));
        return headers;
    }

    /** Never shows key or text. */
    @Override
    public String toString() {
        return "ClientRequest[time=" + time + ", path=" + path + "]";
    }
}
