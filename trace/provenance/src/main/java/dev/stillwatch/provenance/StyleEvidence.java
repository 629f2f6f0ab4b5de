// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Objects;

/**
 * One feature of a text and how much it spoke for a model family, against people.
 *
 * @param gram the n-gram, or the word classes, in readable form; {@code ↵} is a line end
 * @param nats above 0 for the family, below 0 for people
 */
public record StyleEvidence(GramKind kind, String gram, double nats) {
    public StyleEvidence {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(gram, "gram is null");
    }

    /** Whether the n-gram stands in the text as it is, and is no pattern. */
    boolean isText() {
        return kind != GramKind.TEMPLATE && kind != GramKind.RHYTHM;
    }
}
