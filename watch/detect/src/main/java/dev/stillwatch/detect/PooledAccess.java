// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds unrelated accounts behind which access is pooled: each carries a mix of many people's prompts, none has interests
 * of its own, and all behave as one scheduler's.
 *
 * <p>A person's prompts lie together, away from everybody's mean; prompts dealt from one pile scatter about the pile's
 * centre as far as sampling alone explains. So each account's distance from the centre is compared with the distance of
 * its own two halves, and the ratio with that of others at the account's volume, since interests show better in more
 * prompts. Who takes part, the centre and the behaviour they share are estimated in turns. What the prompts ask for plays
 * no part: a reseller and a harvest with other people's prompts look the same.
 *
 * <p>O(exchanges) once, then O(accounts) a round. Deterministic.
 */
final class PooledAccess {
    /** Prompts below which an account's interests do not show. */
    static final int LEAST_PROMPTS = 20;

    static final int LEAST_MEMBERS = 25;

    private static final int ROUNDS = 8;
    private static final int FIRST_ONE_IN = 10;
    private static final int QUANTILES = 32;
    private static final double SURE = 2;
    /** Standard deviation of the logarithm of a ratio of two sums of as many squares as the space has dimensions. */
    private static final double NOISE = 2 / Math.sqrt(ContentSpace.DIMENSIONS);

    private static final double SMALLEST = 1e-6;

    private final List<AccountView> accounts;
    private final double[][] mean;
    private final double[] noise;
    private final int[] prompts;

    /**
     * Prepares a search.
     *
     * @param candidates accounts without a customer or payer that explains them; of these, the ones with enough prompts
     *     and without a system prompt of their own, which would say what they are for, are looked at
     */
    PooledAccess(List<AccountView> candidates, ContentSpace space) {
        accounts = candidates.stream()
                .filter(a -> a.facts.withText() >= LEAST_PROMPTS && !instructed(a))
                .filter(a -> ContentSpace.prompts(a, 0) > 0 && ContentSpace.prompts(a, 1) > 0)
                .toList();
        mean = new double[accounts.size()][ContentSpace.DIMENSIONS];
        noise = new double[accounts.size()];
        prompts = new int[accounts.size()];
        space.parallel().forEach(mean.length, i -> place(i, space));
    }

    private static boolean instructed(AccountView account) {
        long instructed = account.sample.stream()
                .filter(exchange -> exchange.systemHash() != 0)
                .count();
        return 2 * instructed > account.sample.size();
    }

    private void place(int i, ContentSpace space) {
        AccountView account = accounts.get(i);
        int first = ContentSpace.prompts(account, 0);
        int second = ContentSpace.prompts(account, 1);
        double[] a = space.position(account, 0);
        double[] b = space.position(account, 1);
        prompts[i] = first + second;
        double halves = 0;
        for (int d = 0; d < a.length; d++) {
            mean[i][d] = (a[d] * first + b[d] * second) / prompts[i];
            halves += (a[d] - b[d]) * (a[d] - b[d]);
        }
        noise[i] = halves * first * second / prompts[i] + SMALLEST;
    }

    /** The accounts, in order; none when fewer than {@value #LEAST_MEMBERS} hold together. */
    List<AccountView> find() {
        if (accounts.size() < LEAST_MEMBERS) {
            return List.of();
        }
        double[] logRatio = logRatios(new double[ContentSpace.DIMENSIONS]);
        double[] sorted = logRatio.clone();
        Arrays.sort(sorted);
        BitSet members = new BitSet();
        for (int i = 0; i < logRatio.length; i++) {
            members.set(i, logRatio[i] <= sorted[sorted.length / FIRST_ONE_IN]);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            members = taking(members, round == ROUNDS ? SURE : 0);
            if (members.cardinality() < LEAST_MEMBERS) {
                return List.of();
            }
        }
        return members.stream().mapToObj(accounts::get).toList();
    }

    /** Whose log-odds of taking part in what {@code members} do exceed {@code least}. */
    private BitSet taking(BitSet members, double least) {
        double[] logRatio = logRatios(centre(members));
        double[] interests = othersInterests(logRatio, members);
        BitSet indices = new BitSet();
        members.stream().forEach(i -> indices.set(accounts.get(i).index));
        Behaviour behaviour = Behaviour.learn(accounts, indices);
        int count = members.cardinality();
        double prior = Math.min(0, Math.log(count / Math.max(1.0, accounts.size() - count)));
        BitSet taking = new BitSet();
        for (int i = 0; i < logRatio.length; i++) {
            double others = SMALLEST;
            for (double interest : interests) {
                others += density(logRatio[i] - Math.log1p(interest * prompts[i])) / interests.length;
            }
            double dealt = Math.log(density(Math.max(0, logRatio[i])) / others);
            taking.set(i, dealt + behaviour.logOdds(accounts.get(i)) + prior > least);
        }
        return taking;
    }

    private double[] centre(BitSet members) {
        double[] centre = new double[ContentSpace.DIMENSIONS];
        double weight = members.stream().mapToDouble(i -> prompts[i]).sum();
        members.stream().forEach(i -> {
            for (int d = 0; d < centre.length; d++) {
                centre[d] += mean[i][d] * prompts[i] / weight;
            }
        });
        return centre;
    }

    /** By account: about 0 when its prompts are dealt from the pile about {@code centre}, more when it has interests. */
    private double[] logRatios(double[] centre) {
        double[] logRatio = new double[accounts.size()];
        for (int i = 0; i < logRatio.length; i++) {
            double length = 0;
            for (int d = 0; d < centre.length; d++) {
                length += (mean[i][d] - centre[d]) * (mean[i][d] - centre[d]);
            }
            logRatio[i] = Math.log(prompts[i] * length / noise[i] + SMALLEST);
        }
        return logRatio;
    }

    /** Quantiles, over accounts that are no members, of how much a single prompt adds to the ratio. */
    private double[] othersInterests(double[] logRatio, BitSet members) {
        List<Double> interests = new ArrayList<>();
        for (int i = 0; i < logRatio.length; i++) {
            if (!members.get(i)) {
                interests.add(Math.max(0, Math.expm1(logRatio[i]) / prompts[i]));
            }
        }
        if (interests.isEmpty()) {
            return new double[1];
        }
        interests.sort(null);
        double[] quantiles = new double[QUANTILES];
        for (int q = 0; q < QUANTILES; q++) {
            quantiles[q] = interests.get((int) ((q + 0.5) / QUANTILES * interests.size()));
        }
        return quantiles;
    }

    private static double density(double logRatio) {
        return Math.exp(-0.5 * logRatio * logRatio / (NOISE * NOISE)) / (NOISE * Math.sqrt(2 * Math.PI));
    }
}
