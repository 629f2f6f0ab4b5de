// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Objects;

/**
 * A {@link Feedback} with the number of its accounts in place of their names.
 *
 * @param assessment hash of the assessment it is about
 */
public record FeedbackSummary(
        Feedback.Finding finding,
        boolean wholeCase,
        long accounts,
        String assessment,
        String who,
        Instant when,
        String why) {
    public FeedbackSummary {
        Objects.requireNonNull(finding, "finding is null");
        Objects.requireNonNull(assessment, "assessment is null");
        Objects.requireNonNull(who, "who is null");
        Objects.requireNonNull(when, "when is null");
        Objects.requireNonNull(why, "why is null");
    }
}
