// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Objects;

/**
 * What the verdicts rest on.
 *
 * @param source which benign traffic the thresholds come from, in words
 * @param accounts how many benign calibration accounts
 * @param falsePositiveRate account false-positive rate asked for
 * @param threshold account score at which that rate is met, whatever the account's volume
 * @param achievable the smallest rate that every account can be certified at: 1 / (accounts of its stratum + 1)
 * @param strata volumes within which accounts are compared, quietest first; at least one
 * @param groups how many groups of accounts were looked at; their p-values are corrected for it
 * @param drift whether the baseline still looks like the traffic
 */
public record Calibration(
        String source,
        int accounts,
        Probability falsePositiveRate,
        LogOdds threshold,
        Probability achievable,
        List<Stratum> strata,
        int groups,
        BaselineDrift drift) {

    /**
     * Calibration accounts of similar volume.
     *
     * @param from fewest exchanges; up to the next stratum's
     * @param accounts how many calibration accounts
     * @param threshold account score from which an account of this volume is beyond the rate
     */
    public record Stratum(long from, int accounts, LogOdds threshold) {
        public Stratum {
            Objects.requireNonNull(threshold, "threshold is null");
        }
    }

    public Calibration {
        Objects.requireNonNull(source, "source is null");
        Objects.requireNonNull(falsePositiveRate, "falsePositiveRate is null");
        Objects.requireNonNull(threshold, "threshold is null");
        Objects.requireNonNull(achievable, "achievable is null");
        strata = List.copyOf(strata);
        Objects.requireNonNull(drift, "drift is null");
    }

    /** A calibration without volume strata, known groups or a baseline to compare with. */
    public Calibration(
            String source, int accounts, Probability falsePositiveRate, LogOdds threshold, Probability achievable) {
        this(
                source,
                accounts,
                falsePositiveRate,
                threshold,
                achievable,
                List.of(new Stratum(1, accounts, threshold)),
                1,
                BaselineDrift.NO_BASELINE);
    }
}
