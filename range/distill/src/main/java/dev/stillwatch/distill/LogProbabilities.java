// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/** What logits say about chances. */
public final class LogProbabilities {
    private LogProbabilities() {}

    /** The natural logarithm of one token's chance. */
    public static double of(float[] logits, int token) {
        return logits[token] - logSum(logits);
    }

    /** What to subtract from each logit to get log-probabilities. */
    public static double logSum(float[] logits) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += FastExponential.of(logit - greatest);
        }
        return greatest + Math.log(sum);
    }

    /** The likeliest tokens, likeliest first; the smaller id among equals. */
    public static int[] likeliest(float[] logits, int count) {
        int[] best = new int[Math.min(count, logits.length)];
        int filled = 0;
        for (int token = 0; token < logits.length; token++) {
            int place = filled;
            while (place > 0 && logits[best[place - 1]] < logits[token]) {
                place--;
            }
            if (place >= best.length) {
                continue;
            }
            filled = Math.min(best.length, filled + 1);
            System.arraycopy(best, place, best, place + 1, filled - 1 - place);
            best[place] = token;
        }
        return best;
    }
}
