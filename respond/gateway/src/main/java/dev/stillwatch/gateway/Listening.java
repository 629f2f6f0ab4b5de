// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the gateway takes requests.
 *
 * @param port 0 for any that is free
 */
public record Listening(String host, int port, Optional<Tls> tls) {
    /**
     * How connections are encrypted.
     *
     * @param certificate chain, PEM
     * @param key of the certificate, PEM
     * @param clientAuthority whose certificates clients must show, PEM; empty where they need none
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {}

    public Listening {
        Objects.requireNonNull(host, "host is null");
        Objects.requireNonNull(tls, "tls is null");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port is " + port + ", must be 0 to 65535");
        }
    }
}
