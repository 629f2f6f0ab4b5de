// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Objects;

/**
 * What an operator may choose about judging.
 *
 * @param falsePositiveRate account false-positive rate at which the verdict distillation is calibrated, above 0
 * @param parts into how many parts accounts are dealt that are judged by themselves first, as by {@link SpreadDetector};
 *     1 to judge all together, as long as one place can hold them
 */
public record DetectorSettings(Probability falsePositiveRate, int parts) {
    /** One benign account in a thousand, all judged together. */
    public static final DetectorSettings DEFAULTS = new DetectorSettings(new Probability(0.001));

    /** More parts than this are no better for any number of accounts. */
    public static final int MOST_PARTS = 10_000;

    public DetectorSettings {
        Objects.requireNonNull(falsePositiveRate, "falsePositiveRate is null");
        if (falsePositiveRate.value() == 0) {
            throw new IllegalArgumentException("a false-positive rate of 0 cannot be calibrated; use 0.0001, say");
        }
        if (parts < 1 || parts > MOST_PARTS) {
            throw new IllegalArgumentException("accounts judged in " + parts + " parts, must be 1 to " + MOST_PARTS);
        }
    }

    /** All judged together. */
    public DetectorSettings(Probability falsePositiveRate) {
        this(falsePositiveRate, 1);
    }
}
