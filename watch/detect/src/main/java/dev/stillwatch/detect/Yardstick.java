// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What scores are measured against: benign accounts' scores, from the baseline or, without one, the bulk of the traffic.
 *
 * <p>Where the baseline has drifted, both count and the more cautious of the two decides every threshold and p-value:
 * drift can only ever spare accounts, never accuse more.
 */
final class Yardstick {
    private static final String BASELINE = "the baseline logs, taken as benign";
    private static final String BULK =
            "the bulk of the scanned traffic: accounts in no cohort that was called distillation";

    private final FusedScores scores;
    private final List<VolumeCalibration> calibrations = new ArrayList<>();
    private final Probability rate;
    private final String source;
    private final int accounts;
    private final BaselineDrift drift;

    /** A yardstick of the baseline, if there is one, and otherwise or where it drifted of {@code bulk}. */
    Yardstick(
            Population population, List<AccountView> bulk, FusedScores scores, BaselineDrift drift, Probability rate) {
        this.scores = scores;
        this.rate = rate;
        this.drift = drift;
        if (population.hasBaseline()) {
            calibrations.add(VolumeCalibration.of(population.baseline(), scores::score, rate));
        }
        if (!population.hasBaseline() || drift.moved()) {
            calibrations.add(VolumeCalibration.of(bulk, scores::score, rate));
        }
        this.source = !population.hasBaseline()
                ? BULK
                : drift.moved() ? BASELINE + "; and, because that has drifted, " + BULK : BASELINE;
        this.accounts = population.hasBaseline() ? population.baseline().size() : bulk.size();
    }

    /** Share of benign accounts of the same volume that score as high. */
    Probability pValue(AccountView account) {
        double score = scores.score(account);
        return calibrations.stream()
                .map(c -> c.pValue(account.profile.exchanges(), score))
                .max(Comparator.comparingDouble(Probability::value))
                .orElseThrow();
    }

    /** The p-value of a group: that of its median member. */
    Probability pValue(List<AccountView> members) {
        double[] sorted =
                members.stream().mapToDouble(m -> pValue(m).value()).sorted().toArray();
        return new Probability(sorted[sorted.length - 1 - sorted.length / 2]);
    }

    /** The score from which an account of this volume may be accused; 0 or more. */
    double threshold(AccountView account) {
        double most = 0;
        for (VolumeCalibration calibration : calibrations) {
            most = Math.max(most, calibration.threshold(account.profile.exchanges()));
        }
        return most;
    }

    int accounts() {
        return accounts;
    }

    /** What it rests on, in a form to show. */
    Calibration calibration(int groups) {
        List<Calibration.Stratum> strata = calibrations.stream()
                .flatMap(c -> c.strata().stream())
                .sorted(Comparator.comparingLong(Calibration.Stratum::from))
                .toList();
        double highest =
                strata.stream().mapToDouble(s -> s.threshold().nats()).max().orElse(0);
        int smallest =
                strata.stream().mapToInt(Calibration.Stratum::accounts).min().orElse(0);
        return new Calibration(
                source,
                accounts,
                rate,
                new LogOdds(highest),
                new Probability(1.0 / (smallest + 1)),
                strata,
                groups,
                drift);
    }
}
