// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Conformal calibration among accounts of similar volume: a busy account's score is compared with busy ones'.
 *
 * <p>Mondrian conformal prediction (Vovk et al., Algorithmic Learning in a Random World, 4.5) with doubling volumes as
 * categories: p-values are then valid within every stratum and not only on average over all. Neighbouring volumes are
 * joined until a stratum holds so many calibration accounts that {@value #RESTS_ON} of them stand for the false-positive
 * rate; a threshold that rested on the single highest score would be set by one campaign account overlooked. Too few
 * accounts for two strata are one. Immutable.
 */
final class VolumeCalibration {
    private static final int RESTS_ON = 3;

    private record Stratum(long from, ConformalCalibration conformal) {}

    private final List<Stratum> strata;
    private final Probability rate;

    private VolumeCalibration(List<Stratum> strata, Probability rate) {
        this.strata = List.copyOf(strata);
        this.rate = rate;
    }

    /** Calibrates on benign accounts; {@code rate} is the false-positive rate that every stratum is to certify. */
    static VolumeCalibration of(List<AccountView> benign, ToDoubleFunction<AccountView> score, Probability rate) {
        TreeMap<Integer, List<Double>> byDoubling = new TreeMap<>();
        for (AccountView account : benign) {
            byDoubling
                    .computeIfAbsent(doublings(account.profile.exchanges()), d -> new ArrayList<>())
                    .add(score.applyAsDouble(account));
        }
        double enough = RESTS_ON / rate.value();
        List<Stratum> strata = new ArrayList<>();
        List<Double> open = new ArrayList<>();
        long from = 1;
        int left = benign.size();
        for (var volumes : byDoubling.entrySet()) {
            // What would be left over at the end joins the stratum before it.
            if (open.size() >= enough && left >= enough) {
                strata.add(new Stratum(from, conformal(open)));
                open.clear();
                from = 1L << volumes.getKey();
            }
            open.addAll(volumes.getValue());
            left -= volumes.getValue().size();
        }
        strata.add(new Stratum(from, conformal(open)));
        return new VolumeCalibration(strata, rate);
    }

    private static int doublings(long exchanges) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, exchanges));
    }

    private static ConformalCalibration conformal(List<Double> scores) {
        double[] sorted = scores.stream().mapToDouble(s -> s).toArray();
        Arrays.sort(sorted);
        return new ConformalCalibration(sorted);
    }

    /** The p-value of a score among accounts of similar volume. */
    Probability pValue(long exchanges, double score) {
        return stratum(exchanges).conformal.pValue(score);
    }

    /** The score from which an account of this volume is beyond the rate. */
    double threshold(long exchanges) {
        return stratum(exchanges).conformal.threshold(rate);
    }

    private Stratum stratum(long exchanges) {
        int found = 0;
        while (found + 1 < strata.size() && strata.get(found + 1).from <= exchanges) {
            found++;
        }
        return strata.get(found);
    }

    /** The strata, quietest first. */
    List<Calibration.Stratum> strata() {
        return strata.stream()
                .map(s -> new Calibration.Stratum(
                        s.from, s.conformal.accounts(), new LogOdds(Math.max(0, s.conformal.threshold(rate)))))
                .toList();
    }
}
