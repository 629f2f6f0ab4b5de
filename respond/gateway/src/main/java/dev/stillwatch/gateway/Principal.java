// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.exchange.Billing;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose request it is, established from something the client proved to have.
 *
 * @param account unit of assessment and of every countermeasure
 * @param organisation customer the account belongs to
 * @param attributes facts about its holder that policy may ask for, such as a jurisdiction
 */
public record Principal(
        String account, Optional<String> organisation, Billing billing, Map<String, String> attributes) {
    public Principal {
        Objects.requireNonNull(organisation, "organisation is null");
        Objects.requireNonNull(billing, "billing is null");
        attributes = Map.copyOf(attributes);
        if (account.isBlank()) {
            throw new IllegalArgumentException("account is blank");
        }
    }

    /** An account of which nothing else is known. */
    public static Principal of(String account) {
        return new Principal(account, Optional.empty(), Billing.UNKNOWN, Map.of());
    }

    /** Links people: shows nothing. */
    @Override
    public String toString() {
        return "Principal[]";
    }
}
