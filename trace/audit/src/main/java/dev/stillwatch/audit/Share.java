// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

/**
 * A share that was counted, with Wilson's 95 % interval: what share a larger data set of the same kind could have.
 *
 * @param count of how many
 * @param of all
 */
public record Share(long count, long of) {
    private static final double Z = 1.959963984540054;

    public Share {
        if (count < 0 || of < count) {
            throw new IllegalArgumentException(count + " of " + of + " is no share");
        }
    }

    /** The share itself; 0 of nothing is 0. */
    public double value() {
        return of == 0 ? 0 : (double) count / of;
    }

    /** The lower end of the interval. */
    public double low() {
        return count == 0 ? 0 : Math.max(0, middle() - halfWidth());
    }

    /** The upper end of the interval. */
    public double high() {
        return count == of ? 1 : Math.min(1, middle() + halfWidth());
    }

    private double middle() {
        return (value() + Z * Z / (2.0 * of)) / (1 + Z * Z / of);
    }

    private double halfWidth() {
        double p = value();
        return Z / (1 + Z * Z / of) * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of));
    }
}
