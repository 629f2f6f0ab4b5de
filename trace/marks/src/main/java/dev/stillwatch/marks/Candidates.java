// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a model offers as the next token: ids with logits, after all penalties.
 *
 * <p>Marks are left after temperature and truncation, so apply these first. Immutable and thread-safe; a logit of minus
 * infinity excludes a token.
 */
public final class Candidates {

    private final int[] ids;
    private final double[] logits;

    private Candidates(int[] ids, double[] logits) {
        this.ids = ids;
        this.logits = logits;
    }

    /**
     * Candidates by id.
     *
     * @param ids each at most once; negative ones are refused
     * @param logits natural logarithms up to a common constant, so that log probabilities serve too
     * @throws IllegalArgumentException if the lengths differ, an id is negative, a logit is not a number or plus
     *     infinity, or nothing is possible
     */
    public static Candidates ofLogits(int[] ids, double[] logits) {
        if (ids.length != logits.length) {
            throw new IllegalArgumentException(ids.length + " ids do not go with " + logits.length + " logits");
        }
        for (int id : ids) {
            if (id < 0) {
                throw new IllegalArgumentException("a token's id is 0 or more");
            }
        }
        return possible(ids.clone(), logits.clone());
    }

    /** The whole vocabulary, ids from 0. */
    public static Candidates ofLogits(double[] logits) {
        return possible(IntStream.range(0, logits.length).toArray(), logits.clone());
    }

    /** The whole vocabulary, ids from 0. */
    public static Candidates ofLogits(float[] logits) {
        double[] wide = new double[logits.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = logits[i];
        }
        return possible(IntStream.range(0, wide.length).toArray(), wide);
    }

    /** The whole vocabulary, ids from 0, with probabilities up to a common factor. */
    public static Candidates ofProbabilities(double[] probabilities) {
        return ofLogits(Arrays.stream(probabilities).map(Math::log).toArray());
    }

    private static Candidates possible(int[] ids, double[] logits) {
        int kept = 0;
        for (int i = 0; i < logits.length; i++) {
            if (Double.isNaN(logits[i]) || logits[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the logit at " + i + " is not a finite number");
            }
            if (logits[i] != Double.NEGATIVE_INFINITY) {
                ids[kept] = ids[i];
                logits[kept++] = logits[i];
            }
        }
        if (kept == 0) {
            throw new IllegalArgumentException("no candidate is possible");
        }
        return kept == ids.length
                ? new Candidates(ids, logits)
                : new Candidates(Arrays.copyOf(ids, kept), Arrays.copyOf(logits, kept));
    }

    /**
     * The same at a temperature.
     *
     * @param temperature 0 or more; 0 leaves the likeliest alone, and with it nothing to mark
     */
    public Candidates atTemperature(double temperature) {
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature is 0 or more, not " + temperature);
        }
        if (temperature == 0) {
            return likeliest(1);
        }
        return new Candidates(
                ids, Arrays.stream(logits).map(each -> each / temperature).toArray());
    }

    /** The likeliest only; of equal ones those that come first. */
    public Candidates likeliest(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one candidate is kept, not " + count);
        }
        return count >= ids.length ? this : of(byLogit(count));
    }

    /**
     * The fewest likeliest ones that have so much of the probability together.
     *
     * @param share above 0, at most 1
     */
    public Candidates nucleus(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the nucleus is above 0 and at most 1, not " + share);
        }
        int[] order = byLogit(ids.length);
        double[] probabilities = probabilities();
        double sum = 0;
        int kept = 0;
        while (kept < order.length && sum < share) {
            sum += probabilities[order[kept++]];
        }
        return of(Arrays.copyOf(order, kept));
    }

    /** How many there are. */
    public int size() {
        return ids.length;
    }

    /** The id of the candidate at an index. */
    public int id(int index) {
        return ids[index];
    }

    double logit(int index) {
        return logits[index];
    }

    /** The probabilities in the order of the candidates; a new array that adds up to 1. */
    public double[] probabilities() {
        return softmax(logits.clone());
    }

    static double[] softmax(double[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (double each : logits) {
            most = Math.max(most, each);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i] - most);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
        return logits;
    }

    /** An index drawn with probabilities up to a common factor. */
    static int drawn(double[] probabilities, RandomGenerator random) {
        double left = random.nextDouble() * Arrays.stream(probabilities).sum();
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** The indices of the likeliest, falling. */
    int[] byLogit(int count) {
        return IntStream.range(0, ids.length)
                .boxed()
                .sorted((a, b) -> Double.compare(logits[b], logits[a]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Candidates of(int[] indices) {
        return new Candidates(
                Arrays.stream(indices).map(i -> ids[i]).toArray(),
                Arrays.stream(indices).mapToDouble(i -> logits[i]).toArray());
    }
}
