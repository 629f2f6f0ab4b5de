// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.ScoreLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distinct pairs of window and token, those first that would show most of a mark, each with a weight that was fixed
 * without the key.
 *
 * <p>A pair's weight is what came less what was expected, times the trace that a mark would leave there, by the noise of
 * pairs of its kind: the linear statistic that stands out most if the suspect learnt a little of the mark everywhere.
 * Frequent windows so count with all their observations, and windows on which suspect and reference differ anyway count
 * little. Immutable and thread-safe.
 */
final class WeighedPairs {
    /** Standard deviations of its kind beyond which a pair counts no more: it differs for another reason. */
    private static final double FARTHEST = 30;

    private final List<int[]> pairs;
    private final double[] weights;
    private final int[] byWindow;

    private WeighedPairs(List<Weighed> chosen) {
        pairs = chosen.stream().map(weighed -> weighed.candidate().pair()).toList();
        weights = chosen.stream().mapToDouble(Weighed::weight).toArray();
        byWindow = IntStream.range(0, pairs.size())
                .boxed()
                .sorted((a, b) -> Arrays.compare(pairs.get(a), pairs.get(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Weighs a suspect's pairs for a law of scores, and keeps the {@code most} that would show most. */
    static WeighedPairs of(SuspectTally tally, ScoreLaw law, int most) {
        List<Candidate> candidates = new ArrayList<>();
        tally.windows()
                .forEach((window, sums) -> sums.forEach((token, came, expected) ->
                        candidates.add(Candidate.of(window, token, came, expected, sums.total(), law))));
        boolean nothingExpected = candidates.stream().allMatch(candidate -> candidate.expected() == 0);
        List<Weighed> weighed = nothingExpected ? onceEach(candidates) : weighed(candidates);
        weighed.sort(Comparator.comparingDouble(Weighed::promise)
                .reversed()
                .thenComparing(pair -> pair.candidate().pair(), Arrays::compare));
        return new WeighedPairs(weighed.subList(0, Math.min(most, weighed.size())));
    }

    private static List<Weighed> weighed(List<Candidate> candidates) {
        PairNoise noise = new PairNoise(candidates);
        List<Weighed> weighed = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            double variance = noise.variance(candidate);
            double farthest = FARTHEST * Math.sqrt(variance);
            double off = Math.clamp(candidate.off(), -farthest, farthest);
            weighed.add(new Weighed(
                    candidate, off * candidate.trace() / variance, candidate.trace() * candidate.trace() / variance));
        }
        return weighed;
    }

    /** Without anything expected every pair that came counts the same, frequent ones first. */
    private static List<Weighed> onceEach(List<Candidate> candidates) {
        List<Weighed> weighed = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            weighed.add(new Weighed(candidate, 1, candidate.came()));
        }
        return weighed;
    }

    int size() {
        return pairs.size();
    }

    /** No pair at all, or none that differs from what was expected. */
    boolean saysNothing() {
        return Arrays.stream(weights).allMatch(weight -> weight == 0);
    }

    double[] weights() {
        return weights;
    }

    /** What a key gives each pair above the mean; asked window by window, as a scheme may prepare one at some cost. */
    double[] scores(KeyedScores keyed) {
        double mean = keyed.law().mean();
        double[] scores = new double[pairs.size()];
        for (int at : byWindow) {
            int[] pair = pairs.get(at);
            scores[at] = keyed.score(pair, pair.length - 1) - mean;
        }
        return scores;
    }

    /** The statistic over the first pairs. */
    double sum(double[] scores, int used) {
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += weights[i] * scores[i];
        }
        return sum;
    }

    private record Weighed(Candidate candidate, double weight, double promise) {}
}
