// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How strongly each account takes part in what a group does: log-odds against the bulk of the others.
 *
 * <p>An account's participation is the mean log-likelihood ratio of its exchanges. Members' participation is normal
 * about the group's mean; the others' has Student's t tails (3 degrees of freedom) about their median, because people
 * differ more than any sample of them shows. Both widths hold the sampling error of the account's own volume, so that
 * one lucky prompt does not accuse a quiet account and a busy one gains nothing by volume alone. Immutable.
 */
final class Membership {
    private static final double FREEDOM = 3;
    private static final double LEAST_SPREAD = 0.02;

    private final double[] logOdds;
    private final double[] participation;
    private final double groupMean;
    private final double otherMedian;
    private final double separation;

    private Membership(
            double[] logOdds, double[] participation, double groupMean, double otherMedian, double separation) {
        this.logOdds = logOdds;
        this.participation = participation;
        this.groupMean = groupMean;
        this.otherMedian = otherMedian;
        this.separation = separation;
    }

    /** Measures every account of {@code accounts} with a trained model; arrays are by account index below {@code size}. */
    static Membership measure(
            List<AccountView> accounts,
            BitSet inGroup,
            ContentModel model,
            Optional<Behaviour> behaviour,
            int size,
            int mostExchanges,
            Parallel parallel) {
        return measure(
                accounts, inGroup, a -> model.logRatios(accounts.get(a), mostExchanges), behaviour, size, parallel);
    }

    /** Measures accounts of which {@code logRatios} tells, by place in {@code accounts}, how alike their exchanges are. */
    static Membership measure(
            List<AccountView> accounts,
            BitSet inGroup,
            IntFunction<double[]> logRatios,
            Optional<Behaviour> behaviour,
            int size,
            Parallel parallel) {
        double[] mean = new double[size];
        double[] noise = new double[size];
        double[] group = new double[accounts.size()];
        double[] others = new double[accounts.size()];
        int groupCount = 0;
        int otherCount = 0;
        double groupNoise = 0;
        parallel.forEach(accounts.size(), a -> {
            AccountView account = accounts.get(a);
            double[] ratios = logRatios.apply(a);
            double sum = 0;
            double squares = 0;
            for (double r : ratios) {
                sum += r;
                squares += r * r;
            }
            int n = Math.max(1, ratios.length);
            mean[account.index] = sum / n;
            // One prior exchange's worth of variance: two equal prompts are no proof of a steady account.
            noise[account.index] = (Math.max(0, squares - sum * sum / n) + 1) / (n * (double) n);
        });
        for (AccountView account : accounts) {
            if (inGroup.get(account.index)) {
                group[groupCount++] = mean[account.index];
                groupNoise += noise[account.index];
            } else {
                others[otherCount++] = mean[account.index];
            }
        }
        double[] sortedGroup = sorted(group, groupCount);
        double[] sortedOthers = sorted(others, otherCount);
        double groupMean = quantile(sortedGroup, 0.5);
        double groupSpread = spread(sortedGroup);
        double groupVariance = Math.max(LEAST_SPREAD, groupSpread * groupSpread - groupNoise / Math.max(1, groupCount));
        double otherMedian = quantile(sortedOthers, 0.5);
        double otherSpread = Math.max(LEAST_SPREAD, spread(sortedOthers));
        double[] logOdds = new double[size];
        parallel.forEach(accounts.size(), a -> {
            AccountView account = accounts.get(a);
            int i = account.index;
            double memberVariance = groupVariance + noise[i];
            double below = Math.min(0, mean[i] - groupMean);
            double member = -0.5 * below * below / memberVariance - 0.5 * Math.log(memberVariance);
            double otherScale = Math.sqrt(otherSpread * otherSpread + noise[i]);
            double away = (mean[i] - otherMedian) / otherScale;
            double other = -0.5 * (FREEDOM + 1) * Math.log1p(away * away / FREEDOM) - Math.log(otherScale);
            logOdds[i] = member - other + behaviour.map(b -> b.logOdds(account)).orElse(0.0);
        });
        double separation = (groupMean - otherMedian) / otherSpread;
        return new Membership(logOdds, mean, groupMean, otherMedian, separation);
    }

    /** How strongly accounts take part in work in common; {@code parts} by account index. */
    static Membership of(CommonWork.Participation[] parts, List<AccountView> members) {
        double[] logOdds = Arrays.stream(parts)
                .mapToDouble(CommonWork.Participation::logOdds)
                .toArray();
        double[] perPrompt = Arrays.stream(parts)
                .mapToDouble(CommonWork.Participation::perPrompt)
                .toArray();
        BitSet inGroup = new BitSet(parts.length);
        members.forEach(m -> inGroup.set(m.index));
        double[] group =
                members.stream().mapToDouble(m -> perPrompt[m.index]).sorted().toArray();
        double[] others = IntStream.range(0, parts.length)
                .filter(i -> !inGroup.get(i))
                .mapToDouble(i -> perPrompt[i])
                .sorted()
                .toArray();
        double groupMean = quantile(group, 0.5);
        double otherMedian = quantile(others, 0.5);
        double separation = (groupMean - otherMedian) / Math.max(LEAST_SPREAD, spread(others));
        return new Membership(logOdds, perPrompt, groupMean, otherMedian, separation);
    }

    private static double[] sorted(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }

    // Half the middle 68 %: the standard deviation of a normal sample, unmoved by a campaign in the tail.
    private static double spread(double[] sorted) {
        return (quantile(sorted, 0.84) - quantile(sorted, 0.16)) / 2;
    }

    /** Log-odds that an account is a member rather than one of the others, before any prior. */
    double logOdds(int account) {
        return logOdds[account];
    }

    /** Mean log-likelihood ratio of an account's exchanges. */
    double participation(int account) {
        return participation[account];
    }

    /** Median participation of the group. */
    double groupMean() {
        return groupMean;
    }

    /** Median participation of the others. */
    double otherMedian() {
        return otherMedian;
    }

    /** Distance between the two medians in robust standard deviations of the others. */
    double separation() {
        return separation;
    }
}
