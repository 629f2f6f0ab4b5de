// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/**
 * How much more likely a prompt is among accounts that share some work than among all others.
 *
 * <p>Accounts that share work mix it with traffic of their own, so prompts are learned with weights: how likely each is
 * to be the shared work. A naive Bayes score is trained on two halves of the accounts apart, so that no account is
 * scored by a model it took part in, and turned into a measured likelihood ratio by isotonic regression (Zadrozny and
 * Elkan, KDD 2002) of members' prompts against others'. The ratio levels off at the share of traffic that is not the
 * work: one minus that is the work's share. O(prompts * features) to train. Immutable after training.
 */
final class CommonWorkModel {
    private static final double MOST_PER_FEATURE = 2.5;
    private static final double MOST_PER_ACCOUNT = 12;
    private static final double PRIOR_PROMPTS = 2;
    private static final double LEAST_RATIO = -1;
    private static final double MOST_RATIO = 4.5;
    private static final double WIDTH = 0.05;
    private static final int BINS = 512;
    private static final int POOLS = 80;
    private static final int EPOCHS = 4;
    private static final double STEP = 0.2;
    private static final double DECAY = 1e-4;
    /** A prompt is taken for the work only from this likelihood ratio on: mere style would draw in whoever shares it. */
    private static final double CLEARLY = 5;
    /** A first guess leaves much of the work among the others, so that no prompt is as clear: then the clearest count. */
    private static final double MOSTLY = 0.8;

    private final float[][] weights;
    private final double[] logRatio;
    private final double share;
    private final double clearly;
    /** The bin of the score of each prompt of the table it was trained on, by account. */
    private final short[][] bins;

    private CommonWorkModel(float[][] weights, double[] logRatio, double share, short[][] bins) {
        this.weights = weights;
        this.logRatio = logRatio;
        this.share = share;
        this.clearly = Math.min(
                Math.log(CLEARLY), MOSTLY * Arrays.stream(logRatio).max().orElse(0));
        this.bins = bins;
    }

    /**
     * Trains a model.
     *
     * @param member probability of each of the table's accounts to share the work
     * @param work probability of each prompt to be the work, by account and prompt
     * @param ordinary by account, 1 if it was drawn from everybody and 0 if for what it asks: what is not shared work is
     *     learned from the former alone, as the latter hold far more of the work than everybody does
     * @param sharp whether to spend several times the time on a model that tells languages and styles from the work
     */
    static CommonWorkModel train(
            DistinctPrompts prompts,
            double[] member,
            float[][] work,
            double[] ordinary,
            boolean sharp,
            Parallel parallel) {
        float[][] weights = new float[2][];
        parallel.forEach(
                2,
                fold -> weights[fold] = sharp
                        ? regressed(prompts, work, ordinary, 1 - fold)
                        : weights(prompts, work, ordinary, 1 - fold));
        short[][] bins = new short[member.length][];
        CommonWorkModel raw = new CommonWorkModel(weights, new double[BINS], 0, bins);
        parallel.forEach(bins.length, a -> bins[a] = raw.bins(prompts, a));
        double[][] counts = counts(bins, member, ordinary);
        double[] logRatio = isotonic(counts[1], counts[0]);
        return new CommonWorkModel(weights, logRatio, 1 - Math.exp(plateau(counts[1], counts[0])), bins);
    }

    private static float[] weights(DistinctPrompts prompts, float[][] work, double[] ordinary, int fold) {
        float[] ours = new float[ExchangeFeatures.SIZE];
        float[] others = new float[ExchangeFeatures.SIZE];
        double ourPrompts = 0;
        double otherPrompts = 0;
        for (int a = 0; a < work.length; a++) {
            if (prompts.accounts().get(a).fold != fold) {
                continue;
            }
            double total = 0;
            for (float w : work[a]) {
                total += w;
            }
            // Bounded, so that heavy accounts do not speak for the others.
            double scale = total > MOST_PER_ACCOUNT ? MOST_PER_ACCOUNT / total : 1;
            for (int p = 0; p < work[a].length; p++) {
                float mine = (float) (work[a][p] * scale);
                float rest = (float) (ordinary[a] * (1 - work[a][p]));
                ourPrompts += mine;
                otherPrompts += rest;
                for (int feature : prompts.features(a, p)) {
                    ours[feature] += mine;
                    others[feature] += rest;
                }
            }
        }
        double all = ourPrompts + otherPrompts + 1;
        for (int f = 0; f < ours.length; f++) {
            if (ours[f] + others[f] > 0) {
                // Shrunk towards the feature's share in all traffic: what was seen once says next to nothing.
                double prior = PRIOR_PROMPTS * (ours[f] + others[f]) / all;
                double among = (ours[f] + prior) / (ourPrompts + PRIOR_PROMPTS);
                double outside = (others[f] + prior) / (otherPrompts + PRIOR_PROMPTS);
                ours[f] = (float) Math.clamp(Math.log(among / outside), -MOST_PER_FEATURE, MOST_PER_FEATURE);
            }
        }
        return ours;
    }

    /**
     * Weights by logistic regression, which unlike naive Bayes does not count words twice that always come together, as
     * those of a language do. Stochastic gradient descent with steps by coordinate (Duchi et al., JMLR 12, 2011).
     */
    private static float[] regressed(DistinctPrompts prompts, float[][] work, double[] ordinary, int fold) {
        // Weight and sum of squared slopes side by side: used together, and memory is slower than arithmetic.
        float[] learned = new float[2 * ExchangeFeatures.SIZE];
        double bias = 0;
        double biasSquares = 1;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int a = 0; a < work.length; a++) {
                if (prompts.accounts().get(a).fold != fold) {
                    continue;
                }
                for (int p = 0; p < work[a].length; p++) {
                    if (ordinary[a] == 0 && work[a][p] == 0) {
                        continue;
                    }
                    int[] features = prompts.features(a, p);
                    double unit = 1 / Math.sqrt(features.length + 1.0);
                    double sum = 0;
                    for (int feature : features) {
                        sum += learned[2 * feature];
                    }
                    double error = 1 / (1 + Math.exp(-Math.clamp(bias + sum * unit, -30, 30))) - work[a][p];
                    biasSquares += error * error;
                    bias -= STEP * error / Math.sqrt(biasSquares);
                    double gradient = error * unit;
                    for (int feature : features) {
                        int at = 2 * feature;
                        double slope = gradient + DECAY * learned[at];
                        float squares = learned[at + 1] + (float) (slope * slope);
                        learned[at + 1] = squares;
                        learned[at] -= (float) (STEP * slope / Math.sqrt(squares + 1e-3));
                    }
                }
            }
        }
        float[] weights = new float[ExchangeFeatures.SIZE];
        for (int f = 0; f < weights.length; f++) {
            weights[f] = learned[2 * f];
        }
        return weights;
    }

    private short[] bins(DistinctPrompts prompts, int account) {
        short[] bins = new short[prompts.count(account)];
        int fold = prompts.accounts().get(account).fold;
        for (int p = 0; p < bins.length; p++) {
            int[] features = prompts.features(account, p);
            bins[p] = (short) bin(fold, features, features.length);
        }
        return bins;
    }

    /** Prompts by bin of their score: of others, and of members. */
    private static double[][] counts(short[][] bins, double[] member, double[] ordinary) {
        double[][] counts = new double[2][BINS];
        for (int a = 0; a < member.length; a++) {
            for (short bin : bins[a]) {
                counts[1][bin] += member[a];
                counts[0][bin] += ordinary[a] * (1 - member[a]);
            }
        }
        return counts;
    }

    private int bin(int fold, int[] features, int count) {
        float[] own = weights[fold];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += own[features[i]];
        }
        // Words of a sentence are not independent: without the root long prompts would fill all outer bins.
        return (int) Math.clamp(BINS / 2 + Math.floor(sum / Math.sqrt(count + 1.0) / WIDTH), 0, BINS - 1);
    }

    /** Pools neighbouring bins until the ratio of members' to others' share rises from pool to pool. */
    private static double[] isotonic(double[] ours, double[] others) {
        double ourTotal = Arrays.stream(ours).sum() + 1e-9;
        double otherTotal = Arrays.stream(others).sum() + 1e-9;
        double[] poolOurs = new double[BINS];
        double[] poolOthers = new double[BINS];
        int[] end = new int[BINS];
        int pools = 0;
        double mine = 0;
        double rest = 0;
        for (int b = 0; b < BINS; b++) {
            mine += ours[b];
            rest += others[b];
            if (mine / ourTotal + rest / otherTotal < 2.0 / POOLS && b < BINS - 1) {
                continue;
            }
            poolOurs[pools] = mine;
            poolOthers[pools] = rest;
            end[pools++] = b + 1;
            mine = 0;
            rest = 0;
            while (pools > 1
                    && poolOurs[pools - 2] * poolOthers[pools - 1] >= poolOurs[pools - 1] * poolOthers[pools - 2]) {
                pools--;
                poolOurs[pools - 1] += poolOurs[pools];
                poolOthers[pools - 1] += poolOthers[pools];
                end[pools - 1] = end[pools];
            }
        }
        double[] logRatio = new double[BINS];
        int start = 0;
        for (int k = 0; k < pools; k++) {
            double among = (poolOurs[k] + 2) / (ourTotal + 2.0 * pools);
            double outside = (poolOthers[k] + 2) / (otherTotal + 2.0 * pools);
            Arrays.fill(logRatio, start, end[k], Math.clamp(Math.log(among / outside), LEAST_RATIO, MOST_RATIO));
            start = end[k];
        }
        return logRatio;
    }

    /** The logarithm of members' to others' share of the prompts that look least like the work: the lower half. */
    private static double plateau(double[] ours, double[] others) {
        double ourTotal = Arrays.stream(ours).sum();
        double otherTotal = Arrays.stream(others).sum();
        double mine = 0;
        double rest = 0;
        for (int b = 0; b < BINS && rest < otherTotal / 2; b++) {
            mine += ours[b];
            rest += others[b];
        }
        double ratio = mine / Math.max(1e-9, ourTotal) / (rest / Math.max(1e-9, otherTotal));
        return Math.log(Math.clamp(ratio, 0.05, 0.99));
    }

    /** The share of members' prompts that is the work, 0.01 to 0.95. */
    double share() {
        return share;
    }

    /** Log-likelihood ratio of a prompt of the table it was trained on, members' against others', in nats. */
    double logRatio(int account, int prompt) {
        return logRatio[bins[account][prompt]];
    }

    /** Log-likelihood ratios of prompts of any account, in nats. */
    double[] logRatios(AccountView account, List<SampledExchange> prompts) {
        int[] features = new int[DistinctPrompts.MOST_FEATURES];
        return prompts.stream()
                .mapToDouble(p -> logRatio[bin(account.fold, features, DistinctPrompts.features(p, features))])
                .toArray();
    }

    /** Probability that a member's prompt is the work; 0 unless it clearly is. */
    double isWork(double logRatio) {
        return logRatio < clearly ? 0 : Math.max(0, 1 - (1 - share) / Math.exp(logRatio));
    }

    /** Probability that a member's prompt is the work, however little it shows. */
    double mayBeWork(double logRatio) {
        return Math.max(0, 1 - (1 - share) / Math.exp(logRatio));
    }
}
