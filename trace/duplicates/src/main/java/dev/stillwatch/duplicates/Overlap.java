// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What an {@link OverlapIndex} knows of one text. */
public sealed interface Overlap {

    /** The text has too few words to be told from chance: no answer, and no acquittal. */
    record TooShort(long words) implements Overlap {}

    /** Nothing of it is known, or nothing but what unrelated texts share too. */
    record None() implements Overlap {}

    /** Word for word a row of a known data set, but for spacing, punctuation, case and accents. */
    record Exact() implements Overlap {}

    /**
     * Much like a row of a known data set.
     *
     * @param similarity estimated Jaccard similarity to the most similar row, 0 to 1
     */
    record Near(double similarity) implements Overlap {}

    /** Served word for word: a long rare passage, or most of a short text. Verbatim leakage is proof by itself. */
    record Verbatim(Passages passages) implements Overlap {}

    /**
     * Holds rare passages that were served, too short or too few to say that the text comes from there: a lead, no proof.
     */
    record Fragments(Passages passages) implements Overlap {}

    /**
     * How much of a text was served.
     *
     * @param words in the text
     * @param runs runs of thirteen words in it that were looked for
     * @param common runs left out, since unrelated texts or many served answers hold them
     * @param served rare runs that were served, at least 1
     * @param longest words in the longest passage of which every run was served and is rare
     * @param first day on which the earliest such run was first served; empty where the logs had no times
     * @param last day on which the latest was last served
     * @param models that served them; empty where the logs named none
     */
    record Passages(
            long words,
            long runs,
            long common,
            long served,
            long longest,
            Optional<LocalDate> first,
            Optional<LocalDate> last,
            NavigableSet<String> models) {
        public Passages {
            models = Collections.unmodifiableNavigableSet(new TreeSet<>(models));
        }

        /** The share of the text's runs, common ones apart, that were served: above 0, at most 1. */
        public double share() {
            return (double) served / Math.max(1, runs - common);
        }
    }
}
