// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One way to add up what a key gives: a sum over windows of weighted parts.
 *
 * @param name what tells it from the scheme's other statistics; empty where there is one
 * @param weights one for each part
 */
record Statistic(String name, List<Double> weights) {
    private static final double STEEPNESS = 10;

    double sum(double[] parts) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += weights.get(i) * parts[i];
        }
        return sum;
    }

    /** The scores that a scheme's statistics are made of, under one key. */
    static List<KeyedScores> parts(Scheme scheme, MarkKey key, boolean forOneText) {
        return switch (scheme) {
            case GumbelVllmDual dual -> List.of(dual.keyedFirst(key), dual.keyedSecond(key));
            // The table of the fast form takes longer to make than a short text to score.
            case SynthIdHf hf -> List.of(bestOf(forOneText ? hf.keyedDirect(key) : hf.keyed(key)));
            case Scheme other ->
                List.of(other.keyed(key) instanceof LayeredScores bits ? bestOf(bits) : other.keyed(key));
        };
    }

    private static KeyedScores bestOf(LayeredScores bits) {
        return bits.layers() < 2 ? bits : bits.weighted(STEEPNESS);
    }

    /** The statistics of a scheme; each is a test of its own. */
    static List<Statistic> of(Scheme scheme) {
        if (!(scheme instanceof GumbelVllmDual dual)) {
            return List.of(new Statistic("", List.of(1.0)));
        }
        // Under speculative decoding nobody knows the share of the second key's tokens.
        List<Statistic> all = new ArrayList<>();
        DoubleStream.of(0, 0.1, 0.2, 0.5, 1, dual.alpha())
                .distinct()
                .sorted()
                .forEach(alpha -> all.add(new Statistic("second key " + alpha, List.of(1 - alpha, alpha))));
        return all;
    }

    /** How the score of one window is distributed. */
    ScoreLaw law(List<KeyedScores> parts) {
        return parts.size() == 1 ? parts.getFirst().law() : new ScoreLaw.MixedExponential(weights.getLast());
    }
}
