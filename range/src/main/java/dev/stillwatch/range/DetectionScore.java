// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How well a detector did on one log.
 *
 * <p>Every kind but {@link Kind#CAMPAIGN} is benign. Accounts in the truth that the detector did not mention count as
 * not flagged.
 *
 * @param power what it finds at fixed false-positive rates, by score
 * @param kinds by kind, how many accounts got which verdict
 * @param recall share of campaign accounts with the verdict distillation
 * @param precision share of the accounts with the verdict distillation that are campaign accounts
 * @param campaignRecall share of campaigns found: one detected campaign consists of them by more than half
 * @param campaignPrecision share of detected campaigns that consist by more than half of one true campaign's accounts
 */
public record DetectionScore(
        List<Power> power,
        Map<Kind, Map<Verdict, Long>> kinds,
        Share recall,
        Share precision,
        Share campaignRecall,
        Share campaignPrecision) {
    /** False-positive rates at which detectors are compared. */
    public static final List<Double> RATES = List.of(0.001, 0.0001);

    /**
     * What is found at a false-positive rate.
     *
     * @param rate false-positive rate allowed among benign accounts
     * @param found campaign accounts that score above the threshold
     * @param falsePositives benign accounts above it: at most the rate allows, fewer where scores tie
     * @param threshold score that an account has to exceed
     */
    public record Power(double rate, Share found, Share falsePositives, double threshold) {}

    public DetectionScore {
        power = List.copyOf(power);
        kinds = Map.copyOf(kinds);
    }

    /**
     * Scores what a detector said against the truth.
     *
     * @throws StillwatchException when the detector named an account twice or one that the truth does not hold
     */
    public static DetectionScore of(List<ScoredAccount> accounts, Truth truth) {
        Set<String> seen = new HashSet<>();
        for (ScoredAccount account : accounts) {
            if (!truth.accounts().containsKey(account.account())) {
                throw new StillwatchException("the detector names accounts that the truth does not hold: wrong log?");
            }
            if (!seen.add(account.account())) {
                throw new StillwatchException("the detector names an account twice");
            }
        }
        List<Power> power = new ArrayList<>();
        for (double rate : RATES) {
            power.add(power(rate, accounts, truth));
        }
        Map<Kind, Map<Verdict, Long>> kinds = verdicts(accounts, truth);
        long caught = distilled(kinds, Kind.CAMPAIGN);
        long flagged = kinds.keySet().stream()
                .mapToLong(kind -> distilled(kinds, kind))
                .sum();
        long malicious = truth.accounts().values().stream()
                .filter(label -> !label.kind().benign())
                .count();
        Map<String, Optional<String>> detected = CampaignMatch.of(accounts, truth);
        Set<String> found = new HashSet<>();
        detected.values().forEach(match -> match.ifPresent(found::add));
        long matched = detected.values().stream().filter(Optional::isPresent).count();
        return new DetectionScore(
                power,
                kinds,
                new Share(caught, malicious),
                new Share(caught, flagged),
                new Share(found.size(), truth.campaigns().size()),
                new Share(matched, detected.size()));
    }

    /** Share of a benign kind's accounts that were called distillation. */
    public Share falsePositives(Kind kind) {
        Map<Verdict, Long> verdicts = kinds.getOrDefault(kind, Map.of());
        return new Share(
                distilled(kinds, kind),
                verdicts.values().stream().mapToLong(n -> n).sum());
    }

    private static long distilled(Map<Kind, Map<Verdict, Long>> kinds, Kind kind) {
        return kinds.getOrDefault(kind, Map.of()).getOrDefault(Verdict.DISTILLATION, 0L);
    }

    /*
     * With k false positives allowed the threshold is the (k+1)-th highest benign score, and only what exceeds it is
     * flagged: ties with that account are all left unflagged, so that the rate is never overdrawn.
     */
    private static Power power(double rate, List<ScoredAccount> accounts, Truth truth) {
        long benignInTruth = truth.accounts().values().stream()
                .filter(label -> label.kind().benign())
                .count();
        long maliciousInTruth = truth.accounts().size() - benignInTruth;
        double[] benign = scores(accounts, truth, true);
        int allowed = (int) Math.floor(rate * benignInTruth + 1e-9);
        double threshold = allowed < benign.length ? benign[benign.length - 1 - allowed] : Double.NEGATIVE_INFINITY;
        long wrong = above(benign, threshold);
        long right = above(scores(accounts, truth, false), threshold);
        return new Power(rate, new Share(right, maliciousInTruth), new Share(wrong, benignInTruth), threshold);
    }

    private static double[] scores(List<ScoredAccount> accounts, Truth truth, boolean benign) {
        double[] scores = accounts.stream()
                .filter(account -> kind(truth, account).benign() == benign)
                .mapToDouble(ScoredAccount::score)
                .toArray();
        Arrays.sort(scores);
        return scores;
    }

    private static long above(double[] scores, double threshold) {
        return Arrays.stream(scores).filter(score -> score > threshold).count();
    }

    private static Kind kind(Truth truth, ScoredAccount account) {
        Truth.Label label = truth.accounts().get(account.account());
        if (label == null) {
            throw new IllegalStateException("account without truth");
        }
        return label.kind();
    }

    /** Verdicts by kind; an account the detector did not mention counts as insufficient. */
    private static Map<Kind, Map<Verdict, Long>> verdicts(List<ScoredAccount> accounts, Truth truth) {
        Map<String, Verdict> given = new HashMap<>();
        accounts.forEach(account -> given.put(account.account(), account.verdict()));
        Map<Kind, Map<Verdict, Long>> kinds = new EnumMap<>(Kind.class);
        truth.accounts()
                .forEach((account, label) -> kinds.computeIfAbsent(label.kind(), kind -> new EnumMap<>(Verdict.class))
                        .merge(given.getOrDefault(account, Verdict.INSUFFICIENT), 1L, Long::sum));
        return kinds;
    }
}
