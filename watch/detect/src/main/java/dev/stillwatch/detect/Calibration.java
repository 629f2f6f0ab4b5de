// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Objects;

/**
 * What the verdicts rest on.
 *
 * @param source which benign traffic the thresholds come from, in words
 * @param accounts how many benign calibration accounts
 * @param falsePositiveRate account false-positive rate asked for
 * @param threshold account score at which that rate is met
 * @param achievable the smallest rate that this many calibration accounts can certify: 1 / (accounts + 1)
 */
public record Calibration(
        String source, int accounts, Probability falsePositiveRate, LogOdds threshold, Probability achievable) {
    public Calibration {
        Objects.requireNonNull(source, "source is null");
        Objects.requireNonNull(falsePositiveRate, "falsePositiveRate is null");
        Objects.requireNonNull(threshold, "threshold is null");
        Objects.requireNonNull(achievable, "achievable is null");
    }
}
