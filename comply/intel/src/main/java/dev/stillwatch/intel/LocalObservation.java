// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.List;
import java.util.Objects;

/**
 * What was seen here, to be looked up among others' signals. It stays here.
 *
 * @param subject whom it is about, as shown to the operator: an account or a case
 * @param seen networks, clients, addresses, prompt patterns and tokens; see {@link SignalBook#tokenKeys}
 */
public record LocalObservation(String subject, List<SharedIndicator> seen) {
    public LocalObservation {
        Objects.requireNonNull(subject, "subject is null");
        seen = List.copyOf(seen);
    }
}
