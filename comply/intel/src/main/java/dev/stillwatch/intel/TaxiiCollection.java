// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A collection that a TAXII server offers. A peer that may neither read nor write it does not learn that it is there.
 *
 * @param readers names of peers
 * @param writers names of peers
 */
public record TaxiiCollection(UUID id, String title, String description, Set<String> readers, Set<String> writers) {
    public TaxiiCollection {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(title, "title is null");
        Objects.requireNonNull(description, "description is null");
        readers = Set.copyOf(readers);
        writers = Set.copyOf(writers);
    }

    boolean knownTo(String peer) {
        return readers.contains(peer) || writers.contains(peer);
    }
}
