// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a request came from, as far as the server saw it.
 *
 * @param ip address of the client, textual
 * @param asn autonomous system the address belongs to
 * @param country ISO 3166-1 alpha-2 code
 * @param userAgent what the client called itself: a claim, not a fact
 * @param ja4 fingerprint of the TLS ClientHello
 */
public record Client(
        Optional<String> ip,
        OptionalLong asn,
        Optional<String> country,
        Optional<String> userAgent,
        Optional<String> ja4) {

    /** Nothing was logged about the client. */
    public static final Client UNKNOWN =
            new Client(Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Client {
        Objects.requireNonNull(ip, "ip is null");
        Objects.requireNonNull(asn, "asn is null");
        Objects.requireNonNull(country, "country is null");
        Objects.requireNonNull(userAgent, "userAgent is null");
        Objects.requireNonNull(ja4, "ja4 is null");
    }

    /** Addresses are personal data: only what is no person's is shown. */
    @Override
    public String toString() {
        return "Client[asn=" + asn + ", country=" + country + "]";
    }
}
