// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of time.
 *
 * @param from its first instant
 * @param until the instant after its last, later than {@code from}
 */
public record Window(Instant from, Instant until) {
    /** Lengths that campaigns are looked for at: a burst, a day, a week, and the slow ones. */
    public static final List<Duration> LENGTHS =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(28));

    private static final int CLEARLY_SHORTER = 3;
    private static final int MOST_OF_A_LENGTH = 30;

    public Window {
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(until, "until is null");
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a window from " + from + " until " + until + " is empty");
        }
    }

    /** How long it is. */
    public Duration length() {
        return Duration.between(from, until);
    }

    /** Whether an instant, in epoch milliseconds, lies within. */
    boolean holds(long millis) {
        return millis >= from.toEpochMilli() && millis < until.toEpochMilli();
    }

    /** Consecutive windows of one length that cover this one, the last ending with it, the first beginning no later. */
    public List<Window> split(Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("windows of " + length);
        }
        List<Window> windows = new ArrayList<>();
        for (Instant end = until; end.isAfter(from); end = end.minus(length)) {
            windows.add(new Window(end.minus(length), end));
        }
        return windows.reversed();
    }

    /**
     * The lengths of {@link #LENGTHS} worth looking at beside the whole of this one, which holds at least {@value
     * #CLEARLY_SHORTER} and at most {@value #MOST_OF_A_LENGTH} of them: of longer ones the whole is as good, and of
     * shorter ones there would be too many.
     */
    public List<Duration> worthwhile() {
        return LENGTHS.stream()
                .filter(length -> {
                    double fits = (double) length().toMillis() / length.toMillis();
                    return fits >= CLEARLY_SHORTER && fits <= MOST_OF_A_LENGTH;
                })
                .toList();
    }
}
