// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How much more likely an exchange is in a group of accounts than among everybody else.
 *
 * <p>A naive Bayes score over {@link ExchangeFeatures}, trained on two halves of the accounts apart so that no account
 * is scored by a model it took part in, then turned into a measured likelihood ratio: scores are cut into
 * {@value #BINS} equally filled bins and each bin's log-ratio of the group's share to the others' is what counts. A
 * group that is diluted with ordinary traffic is thereby modelled as it is. O(exchanges * features) to train and to
 * score. Immutable after training.
 */
final class ContentModel {
    /** The most exchanges of one account that train the model, so that heavy accounts do not speak for the others. */
    private static final int MOST_PER_ACCOUNT = 24;

    private static final int BINS = 40;
    private static final int ENOUGH_FOR_EDGES = 100_000;
    private static final double MOST_PER_FEATURE = 2.5;
    private static final double MOST_PER_EXCHANGE = 3.5;
    private static final double SMOOTHING = 0.5;

    private final float[][] weights;
    private final double[] edges;
    private final double[] logRatio;

    private ContentModel(float[][] weights, double[] edges, double[] logRatio) {
        this.weights = weights;
        this.edges = edges;
        this.logRatio = logRatio;
    }

    /** Trains on {@code accounts}, of which those marked in {@code inGroup} (by index) are the group. */
    static ContentModel train(List<AccountView> accounts, BitSet inGroup) {
        return train(accounts, inGroup, Parallel.SEQUENTIAL);
    }

    /** Trains with borrowed threads. */
    static ContentModel train(List<AccountView> accounts, BitSet inGroup, Parallel parallel) {
        float[][] weights = new float[2][];
        parallel.forEach(2, fold -> weights[fold] = weights(accounts, inGroup, 1 - fold));
        ContentModel raw = new ContentModel(weights, new double[0], new double[0]);
        double[][] scores = new double[accounts.size()][];
        parallel.forEach(scores.length, a -> scores[a] = raw.rawScores(accounts.get(a), MOST_PER_ACCOUNT));
        double[] edges = quantiles(accounts, inGroup, scores);
        double[] group = new double[edges.length + 1];
        double[] others = new double[edges.length + 1];
        for (int a = 0; a < scores.length; a++) {
            double[] counts = inGroup.get(accounts.get(a).index) ? group : others;
            for (double score : scores[a]) {
                counts[bin(edges, score)]++;
            }
        }
        return new ContentModel(weights, edges, logRatios(group, others));
    }

    private static double[] logRatios(double[] group, double[] others) {
        double groupTotal = SMOOTHING * group.length;
        double otherTotal = SMOOTHING * group.length;
        for (int b = 0; b < group.length; b++) {
            groupTotal += group[b];
            otherTotal += others[b];
        }
        double[] ratios = new double[group.length];
        for (int b = 0; b < ratios.length; b++) {
            double ratio =
                    Math.log((group[b] + SMOOTHING) / groupTotal) - Math.log((others[b] + SMOOTHING) / otherTotal);
            ratios[b] = Math.clamp(ratio, -MOST_PER_EXCHANGE, MOST_PER_EXCHANGE);
        }
        return ratios;
    }

    private static float[] weights(List<AccountView> accounts, BitSet inGroup, int fold) {
        float[] group = new float[ExchangeFeatures.SIZE];
        float[] others = new float[ExchangeFeatures.SIZE];
        double groupExchanges = 0;
        double otherExchanges = 0;
        int[] features = new int[ExchangeFeatures.MOST];
        for (AccountView account : accounts) {
            if (account.fold != fold) {
                continue;
            }
            float[] counts = inGroup.get(account.index) ? group : others;
            int limit = Math.min(MOST_PER_ACCOUNT, account.sample.size());
            for (int i = 0; i < limit; i++) {
                int count = ExchangeFeatures.all(picked(account, i, limit), features);
                for (int k = 0; k < count; k++) {
                    counts[features[k]]++;
                }
            }
            if (inGroup.get(account.index)) {
                groupExchanges += limit;
            } else {
                otherExchanges += limit;
            }
        }
        return logRatios(group, others, groupExchanges, otherExchanges);
    }

    private static float[] logRatios(float[] group, float[] others, double groupExchanges, double otherExchanges) {
        double all = groupExchanges + otherExchanges + 1;
        for (int f = 0; f < group.length; f++) {
            if (group[f] + others[f] > 0) {
                // Shrunk towards the feature's share in all traffic: what was seen once says next to nothing.
                double share = (group[f] + others[f]) / all;
                double inGroup = (group[f] + 2 * share) / (groupExchanges + 2);
                double inOthers = (others[f] + 2 * share) / (otherExchanges + 2);
                group[f] = (float) Math.clamp(Math.log(inGroup / inOthers), -MOST_PER_FEATURE, MOST_PER_FEATURE);
            }
        }
        return group;
    }

    // Edges come half from the group's scores and half from the others', so that both are finely cut.
    private static double[] quantiles(List<AccountView> accounts, BitSet inGroup, double[][] raw) {
        long total = 0;
        for (double[] scores : raw) {
            total += scores.length;
        }
        int stride = (int) (1 + total / ENOUGH_FOR_EDGES);
        double[][] scores = {new double[ENOUGH_FOR_EDGES + 1], new double[ENOUGH_FOR_EDGES + 1]};
        int[] counts = new int[2];
        int[] seen = new int[2];
        for (int a = 0; a < raw.length; a++) {
            int side = inGroup.get(accounts.get(a).index) ? 1 : 0;
            for (double score : raw[a]) {
                if (seen[side]++ % stride == 0 && counts[side] < scores[side].length) {
                    scores[side][counts[side]++] = score;
                }
            }
        }
        DoubleStream edges = DoubleStream.empty();
        for (int side = 0; side < 2; side++) {
            double[] sorted = Arrays.copyOf(scores[side], counts[side]);
            Arrays.sort(sorted);
            int parts = sorted.length == 0 ? 1 : BINS / 2;
            edges = DoubleStream.concat(
                    edges,
                    IntStream.range(1, parts).mapToDouble(b -> sorted[(int) ((long) sorted.length * b / parts)]));
        }
        return edges.sorted().distinct().toArray();
    }

    private double rawScore(AccountView account, SampledExchange exchange, int[] features) {
        float[] own = weights[account.fold];
        int count = ExchangeFeatures.all(exchange, features);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += own[features[k]];
        }
        // Words of a sentence are not independent: without the root long prompts would fill all outer bins.
        return sum / Math.sqrt(count + 1.0);
    }

    /**
     * Log-likelihood ratios of up to {@code most} of the account's exchanges, evenly spread over time; group against
     * others, in nats.
     */
    double[] logRatios(AccountView account, int most) {
        double[] ratios = rawScores(account, most);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = logRatio[bin(edges, ratios[i])];
        }
        return ratios;
    }

    private double[] rawScores(AccountView account, int most) {
        int[] features = new int[ExchangeFeatures.MOST];
        double[] scores = new double[Math.min(most, account.sample.size())];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = rawScore(account, picked(account, i, scores.length), features);
        }
        return scores;
    }

    private static SampledExchange picked(AccountView account, int index, int of) {
        return account.sample.get(index * account.sample.size() / of);
    }

    private static int bin(double[] edges, double score) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (score >= edges[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
