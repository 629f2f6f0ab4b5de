// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.provenance.ShareOutcome;
import java.util.List;
import java.util.Objects;

/** Something about a source that shows only over many of its rows. */
public sealed interface PooledEvidence {

    /** Whether it is a reason to ask where the source comes from. */
    boolean alarm();

    /**
     * What share of the answers is in the style of which model family.
     *
     * @param outcome the share, or that it cannot be told
     * @param unread answers that were too short, or not in English prose
     * @param oneOf of how many rows one was read, at least 1
     */
    record Style(ShareOutcome outcome, long unread, long oneOf) implements PooledEvidence {
        public Style {
            Objects.requireNonNull(outcome, "outcome is null");
        }

        @Override
        public boolean alarm() {
            return outcome instanceof ShareOutcome.Estimated estimated && estimated.alarm();
        }
    }

    /**
     * Which output marks show over many rows.
     *
     * @param keys what each key came to, in the order in which they were given
     */
    record Marks(List<MarkOfKey> keys) implements PooledEvidence {
        public Marks {
            keys = List.copyOf(keys);
        }

        @Override
        public boolean alarm() {
            return keys.stream().anyMatch(MarkOfKey::shown);
        }
    }

    /**
     * What one key came to over the rows of a source.
     *
     * @param key its name; never the key
     * @param rows that were long enough to score
     * @param high of them, whose score has a chance of 1 % or less
     * @param ceiling the share of unmarked rows that may score so high
     * @param log10 the logarithm of a bound on the chance of so many different ones at that share, all keys considered
     */
    record MarkOfKey(String key, long rows, long high, double ceiling, double log10) {
        private static final double LEVEL_LOG10 = -6;

        public MarkOfKey {
            Objects.requireNonNull(key, "key is null");
        }

        /** Whether the source holds this key's marks. */
        public boolean shown() {
            return log10 <= LEVEL_LOG10;
        }
    }
}
