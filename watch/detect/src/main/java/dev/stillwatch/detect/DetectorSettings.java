// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Objects;

/**
 * What an operator may choose about judging.
 *
 * @param falsePositiveRate account false-positive rate at which the verdict distillation is calibrated, above 0
 * @param parts how accounts are dealt that one place cannot hold
 */
public record DetectorSettings(Probability falsePositiveRate, Parts parts) {
    /** One benign account in a thousand, all judged together. */
    public static final DetectorSettings DEFAULTS = new DetectorSettings(new Probability(0.001));

    public DetectorSettings {
        Objects.requireNonNull(falsePositiveRate, "falsePositiveRate is null");
        if (falsePositiveRate.value() == 0) {
            throw new IllegalArgumentException("a false-positive rate of 0 cannot be calibrated; use 0.0001, say");
        }
        Objects.requireNonNull(parts, "parts is null");
    }

    /** All judged together. */
    public DetectorSettings(Probability falsePositiveRate) {
        this(falsePositiveRate, Parts.ONE);
    }
}
