// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Which cases are to be decided first. Cases that wait for a decision come before all others; among them the sum counts
 * of: the log-odds in nats, 12 at most; one for each tenfold of accounts; one for each tenfold of exchanges a day; 3
 * where a proposal waits; and 4 when the goal has been waited for, in proportion, 8 at most.
 *
 * <p>So evidence decides between fresh cases, and none is left behind for ever.
 *
 * @param now up to when a case has waited
 * @param goal within which a case should be decided; longer than zero
 */
public record QueuePriority(Instant now, Duration goal) {
    public QueuePriority {
        Objects.requireNonNull(now, "now is null");
        if (!goal.isPositive()) {
            throw new IllegalArgumentException("goal is " + goal + ", must be longer than zero");
        }
    }

    /** The same in SQL, of a row that has {@code since}, null where it does not wait, and {@code proposals}. */
    static final String POINTS = """
            (CASE WHEN since IS NULL THEN 0.0 ELSE
            CASE WHEN score > 12 THEN 12.0 ELSE score END
            + LOG(CAST(1 + accounts AS DOUBLE PRECISION))
            + LOG(CAST(1 + daily AS DOUBLE PRECISION))
            + CASE WHEN proposals > 0 THEN 3.0 ELSE 0.0 END
            + CASE WHEN :now - since > 2 * :goal THEN 8.0
              WHEN :now < since THEN 0.0
              ELSE 4.0 * (:now - since) / :goal END
            END)""";
}
