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
        return train(FeatureTable.of(accounts, parallel), inGroup, parallel).model;
    }

    /** A model and what it says of the exchanges it was trained on, which costs nothing once it is trained. */
    static final class Trained {
        private final ContentModel model;
        private final double[][] scores;

        private Trained(ContentModel model, double[][] scores) {
            this.model = model;
            this.scores = scores;
        }

        ContentModel model() {
            return model;
        }

        /** Log-likelihood ratios of the table's exchanges of the account at {@code account} of it, in nats. */
        double[] logRatios(int account) {
            return model.logRatios(scores[account].clone());
        }
    }

    /** Trains on a table, with borrowed threads. */
    static Trained train(FeatureTable table, BitSet inGroup, Parallel parallel) {
        List<AccountView> accounts = table.accounts();
        float[][] weights = new float[2][];
        parallel.forEach(2, fold -> weights[fold] = weights(table, inGroup, 1 - fold));
        ContentModel raw = new ContentModel(weights, new double[0], new double[0]);
        double[][] scores = new double[accounts.size()][];
        parallel.forEach(scores.length, a -> scores[a] = raw.rawScores(table, a));
        double[] edges = quantiles(accounts, inGroup, scores);
        double[] group = new double[edges.length + 1];
        double[] others = new double[edges.length + 1];
        for (int a = 0; a < scores.length; a++) {
            double[] counts = inGroup.get(accounts.get(a).index) ? group : others;
            for (double score : scores[a]) {
                counts[bin(edges, score)]++;
            }
        }
        return new Trained(new ContentModel(weights, edges, logRatios(group, others)), scores);
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

    private static float[] weights(FeatureTable table, BitSet inGroup, int fold) {
        float[] group = new float[ExchangeFeatures.SIZE];
        float[] others = new float[ExchangeFeatures.SIZE];
        double groupExchanges = 0;
        double otherExchanges = 0;
        for (int a = 0; a < table.accounts().size(); a++) {
            AccountView account = table.accounts().get(a);
            if (account.fold != fold) {
                continue;
            }
            boolean member = inGroup.get(account.index);
            float[] counts = member ? group : others;
            for (int feature : table.features(a)) {
                counts[feature]++;
            }
            if (member) {
                groupExchanges += table.ends(a).length;
            } else {
                otherExchanges += table.ends(a).length;
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

    private static double rawScore(float[] weights, int[] features, int from, int end) {
        double sum = 0;
        for (int k = from; k < end; k++) {
            sum += weights[features[k]];
        }
        // Words of a sentence are not independent: without the root long prompts would fill all outer bins.
        return sum / Math.sqrt(end - from + 1.0);
    }

    private double[] rawScores(FeatureTable table, int account) {
        float[] own = weights[table.accounts().get(account).fold];
        int[] features = table.features(account);
        int[] ends = table.ends(account);
        double[] scores = new double[ends.length];
        int from = 0;
        for (int i = 0; i < ends.length; i++) {
            scores[i] = rawScore(own, features, from, ends[i]);
            from = ends[i];
        }
        return scores;
    }

    /**
     * Log-likelihood ratios of up to {@code most} of the account's exchanges, evenly spread over time; group against
     * others, in nats.
     */
    double[] logRatios(AccountView account, int most) {
        float[] own = weights[account.fold];
        int[] features = new int[ExchangeFeatures.MOST];
        double[] scores = new double[Math.min(most, account.sample.size())];
        for (int i = 0; i < scores.length; i++) {
            SampledExchange exchange = FeatureTable.picked(account, i, scores.length);
            scores[i] = rawScore(own, features, 0, ExchangeFeatures.all(exchange, features));
        }
        return logRatios(scores);
    }

    /** Turns raw scores into log-likelihood ratios in their place. */
    private double[] logRatios(double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logRatio[bin(edges, scores[i])];
        }
        return scores;
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
