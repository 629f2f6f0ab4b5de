// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.exchange.Client;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of where a request came from.
 *
 * <p>The peer's address is a fact. Address, network, country and TLS fingerprint in headers are facts only where the
 * peer is a proxy of one's own, which sets them; from anybody else they are claims, and not used. Immutable.
 *
 * @param trustedPeers addresses of one's own proxies
 */
record ClientFacts(Set<String> trustedPeers) {
    private static final int LONGEST = 512;
    private static final Pattern NUMBER = Pattern.compile("(?:AS)?(\\d{1,10})");

    ClientFacts {
        trustedPeers = Set.copyOf(trustedPeers);
    }

    boolean trusts(HttpServerRequest request) {
        return !trustedPeers.isEmpty() && trustedPeers.contains(peer(request));
    }

    static String peer(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    Client of(HttpServerRequest request) {
        MultiMap headers = request.headers();
        Optional<String> agent = header(headers, "user-agent");
        Optional<String> peer = Optional.of(peer(request)).filter(a -> !a.isEmpty());
        if (!trusts(request)) {
            return new Client(peer, OptionalLong.empty(), Optional.empty(), agent, Optional.empty());
        }
        return new Client(
                header(headers, "x-forwarded-for")
                        .map(list -> list.substring(list.lastIndexOf(',') + 1).strip())
                        .or(() -> peer),
                asn(header(headers, "x-client-asn")),
                header(headers, "x-client-country"),
                agent,
                header(headers, "x-ja4"));
    }

    private static OptionalLong asn(Optional<String> text) {
        return text.map(NUMBER::matcher)
                .filter(m -> m.matches())
                .map(m -> OptionalLong.of(Long.parseLong(m.group(1))))
                .orElse(OptionalLong.empty());
    }

    private static Optional<String> header(MultiMap headers, String name) {
        return Optional.ofNullable(headers.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
    }
}
