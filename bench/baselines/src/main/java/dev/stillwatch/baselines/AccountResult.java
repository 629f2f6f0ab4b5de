// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.detect.Verdict;
import dev.stillwatch.range.DetectionScore;
import dev.stillwatch.range.ScoredAccount;
import dev.stillwatch.range.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one method said of the accounts of a log.
 *
 * @param scores by account, higher is worse; accounts left out are those it cannot judge, and count as not flagged
 * @param seconds processor time it took once prompts were embedded
 * @param exchanges how many exchanges it looked at in that time
 */
record AccountResult(String method, Map<String, Double> scores, double seconds, long exchanges) {

    AccountResult {
        scores = Map.copyOf(scores);
    }

    /** A line of the table: power at the two false-positive rates with Wilson's intervals, AUC, microseconds. */
    String line(String scenario, Truth truth) {
        List<ScoredAccount> accounts = scores.entrySet().stream()
                .map(score ->
                        new ScoredAccount(score.getKey(), score.getValue(), Verdict.INSUFFICIENT, Optional.empty()))
                .toList();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| %s | %s |", scenario, method));
        for (DetectionScore.Power power : DetectionScore.of(accounts, truth).power()) {
            line.append(String.format(
                    Locale.ROOT,
                    " %.1f [%.1f, %.1f] |",
                    100 * power.found().value(),
                    100 * power.found().interval().low(),
                    100 * power.found().interval().high()));
        }
        return line.append(String.format(
                        Locale.ROOT, " %.3f | %.2f |%n", areaUnderCurve(truth), seconds * 1e6 / Math.max(1, exchanges)))
                .toString();
    }

    /** Chance that a campaign account scores above a benign one; ties count half. */
    double areaUnderCurve(Truth truth) {
        List<Double> benign = new ArrayList<>();
        List<Double> campaign = new ArrayList<>();
        truth.accounts()
                .forEach((account, label) -> (label.kind().benign() ? benign : campaign)
                        .add(scores.getOrDefault(account, Double.NEGATIVE_INFINITY)));
        double[] sorted = benign.stream().mapToDouble(v -> v).sorted().toArray();
        double wins = 0;
        for (double score : campaign) {
            wins += 0.5 * (countBelow(sorted, score, false) + countBelow(sorted, score, true));
        }
        return wins / Math.max(1, (double) benign.size() * campaign.size());
    }

    /** How many are below, or also equal to, a value. */
    private static int countBelow(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean left = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            low = left ? middle + 1 : low;
            high = left ? high : middle;
        }
        return low;
    }
}
