// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.exchange.StillwatchException;
import java.util.List;
import java.util.Locale;

/** By what Envoy tells whose request it is. Never a header that clients can set: see each. */
public sealed interface EnvoyIdentity {

    /** The client's API key, in {@code Authorization: Bearer} or {@code x-api-key}, as the proxy takes it. */
    record ApiKey() implements EnvoyIdentity {}

    /**
     * Dynamic metadata that another filter of Envoy set, such as a verified token's claim. No client can set it.
     *
     * @param issuer whose names these are; with the issuer of the proxy's tokens, accounts are the same as there
     * @param namespace of the metadata, such as {@code envoy.filters.http.jwt_authn}; Envoy forwards it only where
     *     {@code metadata_options.forwarding_namespaces} names it
     * @param path keys from there to the value
     */
    record Metadata(String issuer, String namespace, List<String> path) implements EnvoyIdentity {
        public Metadata {
            path = List.copyOf(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("path is empty: metadata have no value of their own");
            }
        }
    }

    /**
     * An attribute of Envoy's, such as {@code connection.subject_peer_certificate}, which TLS has verified. No client
     * can set it.
     *
     * @param name as in {@code request_attributes}; none that clients choose, such as {@code request.useragent}
     */
    record Attribute(String name) implements EnvoyIdentity {
        /** @throws StillwatchException if clients choose what the attribute says */
        public Attribute {
            if (name.startsWith("request.")
                    || name.startsWith("response.")
                    || name.equals("connection.requested_server_name")) {
                throw new StillwatchException("Envoy's attribute " + name + " cannot tell accounts apart, since clients"
                        + " choose what it says; name one that TLS verifies, such as"
                        + " connection.subject_peer_certificate.");
            }
        }
    }

    /**
     * A header that a filter before this one sets after verifying the client.
     *
     * <p>Only as good as the configuration of Envoy: it must remove the header where a client sends it. More than one
     * value is refused.
     *
     * @param issuer as for {@link Metadata}
     * @param name in any case
     */
    record Header(String issuer, String name) implements EnvoyIdentity {
        public Header {
            name = name.toLowerCase(Locale.ROOT);
            if (name.isBlank()) {
                throw new IllegalArgumentException("name is blank");
            }
        }
    }
}
