// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * Evidence as a natural logarithm of odds: positive speaks for distillation, negative against it, 0 for neither.
 *
 * @param nats any finite number; one nat is a factor of e in the odds
 */
public record LogOdds(double nats) implements Comparable<LogOdds> {

    /** Speaks for neither side. */
    public static final LogOdds NONE = new LogOdds(0);

    public LogOdds {
        if (!Double.isFinite(nats)) {
            throw new IllegalArgumentException("log-odds of " + nats + " are not finite");
        }
    }

    /** The sum of two independent pieces of evidence. */
    public LogOdds plus(LogOdds other) {
        return new LogOdds(nats + other.nats);
    }

    @Override
    public int compareTo(LogOdds other) {
        return Double.compare(nats, other.nats);
    }
}
