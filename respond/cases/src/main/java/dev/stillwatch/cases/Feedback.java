// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a person found out about a case, or about some of its accounts.
 *
 * @param finding what was found
 * @param wholeCase whether it holds for the case, and so for all its members then
 * @param accounts those it holds for
 * @param assessment hash of the assessment it is about
 * @param who the person
 * @param why in words, without personal data
 */
public record Feedback(
        Finding finding,
        boolean wholeCase,
        Set<String> accounts,
        String assessment,
        String who,
        Instant when,
        String why) {

    /** What a person may find. */
    public enum Finding {
        /** It was what it was called. */
        CONFIRMED,
        /** It was not. */
        FALSE_POSITIVE;

        /** The name in machine-readable output. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Feedback {
        Objects.requireNonNull(finding, "finding is null");
        accounts = Set.copyOf(accounts);
        Objects.requireNonNull(assessment, "assessment is null");
        Objects.requireNonNull(who, "who is null");
        Objects.requireNonNull(when, "when is null");
        Objects.requireNonNull(why, "why is null");
    }
}
