// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.SplittableRandom;

/**
 * A teacher whose next token depends on the last one, and a student that learnt it perfectly from texts of which a share
 * was marked.
 */
final class ToyLanguage {
    static final int TOKENS = 120;

    private final double[][] following = new double[TOKENS][TOKENS];

    ToyLanguage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (double[] row : following) {
            double sum = 0;
            for (int token = 0; token < TOKENS; token++) {
                row[token] = Math.exp(2.2 * random.nextGaussian());
                sum += row[token];
            }
            for (int token = 0; token < TOKENS; token++) {
                row[token] /= sum;
            }
        }
    }

    /** The teacher as a reference. */
    Reference teacher() {
        return (tokens, position, expectation) -> {
            double[] row = following[tokens[position - 1]];
            for (int token = 0; token < TOKENS; token++) {
                expectation.token(token, row[token]);
            }
        };
    }

    /** A text of which a share is marked with an exponential key, token by token: what the perfect student writes. */
    int[] text(int length, double markedShare, HashedScores key, SplittableRandom random) {
        int[] tokens = new int[length];
        for (int i = 0; i < length; i++) {
            double[] row = following[i == 0 ? 0 : tokens[i - 1]];
            tokens[i] = i >= key.contextWidth() && random.nextDouble() < markedShare
                    ? marked(tokens, i, row, key)
                    : drawn(row, random);
        }
        return tokens;
    }

    /** The perfect student's probabilities. */
    float[] probabilities(int[] tokens, int position, double markedShare, HashedScores key) {
        double[] row = following[tokens[position - 1]];
        float[] mixed = new float[TOKENS];
        for (int token = 0; token < TOKENS; token++) {
            mixed[token] = (float) ((1 - markedShare) * row[token]);
        }
        mixed[marked(tokens, position, row, key)] += (float) markedShare;
        return mixed;
    }

    private static int marked(int[] tokens, int position, double[] row, HashedScores key) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int token = 0; token < TOKENS; token++) {
            double value = Math.log(key.uniform(tokens, position, token)) / row[token];
            if (value > highest) {
                highest = value;
                best = token;
            }
        }
        return best;
    }

    private static int drawn(double[] row, SplittableRandom random) {
        double rest = random.nextDouble();
        int token = 0;
        while (token < TOKENS - 1 && (rest -= row[token]) > 0) {
            token++;
        }
        return token;
    }
}
