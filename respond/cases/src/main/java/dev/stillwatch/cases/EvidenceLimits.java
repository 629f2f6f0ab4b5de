// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Duration;

/**
 * How much text is kept, and for how long.
 *
 * @param perAccount exchanges of one account of a case at most, 1 or more
 * @param perCase exchanges of a case at most, 1 or more
 * @param characters of one text at most, 1 or more; longer ones are cut
 * @param retention from keeping to removal, longer than zero
 * @param afterClosing from closing the case to removal of all it has, zero or longer
 */
public record EvidenceLimits(int perAccount, int perCase, int characters, Duration retention, Duration afterClosing) {

    /** A few exchanges an account, kept for 90 days and for 30 after the case is closed. */
    public static final EvidenceLimits DEFAULTS =
            new EvidenceLimits(3, 200, 16_384, Duration.ofDays(90), Duration.ofDays(30));

    public EvidenceLimits {
        if (perAccount < 1 || perCase < 1 || characters < 1) {
            throw new IllegalArgumentException("perAccount, perCase and characters are " + perAccount + ", " + perCase
                    + " and " + characters + ", must be 1 or more");
        }
        if (!retention.isPositive()) {
            throw new IllegalArgumentException("retention is " + retention + ", must be longer than zero");
        }
        if (afterClosing.isNegative()) {
            throw new IllegalArgumentException("afterClosing is " + afterClosing + ", must not be below zero");
        }
    }
}
