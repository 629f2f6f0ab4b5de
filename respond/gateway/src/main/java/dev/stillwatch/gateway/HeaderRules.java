// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass from one side to the other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, section 7.6.1</a>
 */
final class HeaderRules {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Set by this proxy from what it sees; a client's own would be a claim passed off as a fact. */
    private static final Set<String> FORWARDED =
            Set.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip");

    private HeaderRules() {}

    /**
     * Copies a request's headers for the model server.
     *
     * @param trustedPeer whether what the client says of whom it forwards for is believed
     */
    static void request(MultiMap from, MultiMap to, boolean trustedPeer) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean claim = !trustedPeer && FORWARDED.contains(name);
            boolean replaced = name.equals("host") || name.equals("accept-encoding") || name.equals("expect");
            if (!HOP_BY_HOP.contains(name) && !named.contains(name) && !claim && !replaced) {
                to.add(header.getKey(), header.getValue());
            }
        }
        // What is compressed cannot be counted, nor changed where a rule says so.
        to.set("accept-encoding", "identity");
    }

    /** Copies an answer's headers for the client. */
    static void answer(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !named.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains("connection")) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : headers.getAll("connection")) {
            for (String name : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
