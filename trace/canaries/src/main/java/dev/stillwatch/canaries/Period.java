// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.time.Duration;
import java.time.Instant;

/** How long a measure's wordings stay the same. */
public final class Period {
    /**
     * 90 days: longer than most measures, so that a harvest is not split between two sets of wordings, of which a copy
     * would show a blur.
     */
    public static final Duration LENGTH = Duration.ofDays(90);

    private Period() {}

    /** The number of the period at {@code now} of a measure that began at {@code from}; 0 before it begins. */
    public static int of(Instant from, Instant now) {
        return now.isBefore(from)
                ? 0
                : Math.toIntExact(Duration.between(from, now).dividedBy(LENGTH));
    }
}
