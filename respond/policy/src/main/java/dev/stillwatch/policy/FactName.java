// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.Set;

/** Something that a condition may ask about. */
public interface FactName {
    /** How a fact's value is held, and its type in CEL. */
    enum Kind {
        /** {@code bool}; Boolean. */
        TRUTH,
        /** {@code int}; Long, 0 or more. */
        WHOLE,
        /** {@code double}; Double, finite. */
        NUMBER,
        /** {@code string}; String. */
        TEXT,
        /** {@code duration}; Duration. */
        LENGTH,
        /** {@code list(string)}; sorted List. */
        TEXTS,
        /** {@code map(string, double)}; SortedMap. */
        NUMBERS,
        /** {@code map(string, string)}; SortedMap. */
        TEXT_MAP
    }

    /** The name in rules, such as {@code campaign.score}. */
    String path();

    /** How its value is held. */
    Kind kind();

    /** The texts, or for a map the keys, that it can hold at all; empty when any. */
    Set<String> closed();
}
