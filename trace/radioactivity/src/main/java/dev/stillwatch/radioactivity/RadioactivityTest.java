// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.radioactivity.RadioactivityResult.CurvePoint;
import dev.stillwatch.radioactivity.RadioactivityResult.Decoys;
import dev.stillwatch.radioactivity.RadioactivityResult.Once;
import dev.stillwatch.radioactivity.RadioactivityResult.Weighed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks whether a suspect was trained on text that was marked with a key.
 *
 * <p>The statistic is the sum, over distinct pairs of window and token, of the key's score less its mean, times a weight
 * that was fixed without the key ({@link WeighedPairs}). If the suspect never met the key, scores are independent draws of
 * their law and Chernoff's bound on the sum's tail is rigorous. Beside it stands the published test, in which every pair
 * the suspect showed counts once, and the same statistic under decoy keys.
 *
 * <p>How many windows count is said before anything is looked at: the smallest value along a curve over windows would be
 * no probability. Costs one score for each window and key. Immutable and thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2402.14904">Sander et al., Watermarking Makes Language Models Radioactive</a>
 */
public final class RadioactivityTest {
    private static final int CURVE_POINTS = 12;

    private final Plan plan;

    /**
     * What is settled before the suspect is looked at.
     *
     * @param windows distinct pairs of window and token that count at most; those that would show most of a mark are
     *     taken, by the order that the suspect's texts and the reference give without the key
     * @param enough fewer places of the suspect's text than this are too few to say that there is no mark
     * @param significance the mark is called found from this probability downwards
     * @param keysTried keys and schemes tried on this suspect in all, by which the probability is multiplied
     */
    public record Plan(int windows, int enough, TailProbability significance, int keysTried) {
        /** 120,000 windows, at least 20,000 places of text, one in a million, one key. */
        public static final Plan DEFAULT = new Plan(120_000, 20_000, new TailProbability(-6), 1);

        public Plan {
            if (windows < 1 || enough < 1 || keysTried < 1) {
                throw new IllegalArgumentException("windows and keys are counted from 1");
            }
        }
    }

    public RadioactivityTest(Plan plan) {
        this.plan = plan;
    }

    /**
     * Tests one suspect for one key.
     *
     * @param suspect what was gathered of it
     * @param key the key that is asked for
     * @param decoys keys of the same scheme, drawn like the key and never used; at least 20
     * @throws IllegalArgumentException if nothing was gathered, or a key's windows are of another width
     */
    public RadioactivityResult test(SuspectTally suspect, KeyedScores key, List<KeyedScores> decoys) {
        for (KeyedScores keyed : decoys) {
            check(suspect, key, keyed);
        }
        check(suspect, key, key);
        if (decoys.size() < 20) {
            throw new IllegalArgumentException("20 decoy keys or more, not " + decoys.size());
        }
        WeighedPairs pairs = WeighedPairs.of(suspect, key.law(), plan.windows());
        if (pairs.saysNothing()) {
            return RadioactivityResult.nothingRead(suspect, plan);
        }
        WeightedTail tail = new WeightedTail(key.law(), pairs.weights(), pairs.size());
        double[] scores = pairs.scores(key);
        double sum = pairs.sum(scores, pairs.size());
        Weighed weighed = new Weighed(
                pairs.size(), tail.deviations(sum), tail.bound(sum).amongTried(plan.keysTried()), tail.estimate(sum));
        return RadioactivityResult.of(
                suspect,
                plan,
                weighed,
                once(suspect, key),
                decoys(pairs, tail, sum, decoys),
                curve(pairs, key.law(), scores));
    }

    private static void check(SuspectTally suspect, KeyedScores key, KeyedScores keyed) {
        if (keyed.contextWidth() != suspect.width() || !keyed.law().equals(key.law())) {
            throw new IllegalArgumentException(
                    "windows of " + keyed.contextWidth() + " tokens where the suspect was read" + " with "
                            + suspect.width() + ", or keys of different schemes");
        }
    }

    private Once once(SuspectTally suspect, KeyedScores key) {
        int count = Math.min(plan.windows(), suspect.shown().size());
        double sum = 0;
        for (int[] pair : suspect.shown().subList(0, count)) {
            sum += key.score(pair, pair.length - 1);
        }
        return new Once(count, sum / count, ExactTest.atLeast(key.law(), count, sum));
    }

    private static Decoys decoys(WeighedPairs pairs, WeightedTail tail, double sum, List<KeyedScores> decoys) {
        double[] sums = decoys.parallelStream()
                .mapToDouble(decoy -> pairs.sum(pairs.scores(decoy), pairs.size()))
                .toArray();
        double[] probabilities = Arrays.stream(sums)
                .parallel()
                .map(decoy -> tail.estimate(decoy).value())
                .toArray();
        long above = Arrays.stream(sums).filter(decoy -> decoy >= sum).count();
        return new Decoys(
                decoys.size(),
                (1.0 + above) / (decoys.size() + 1),
                UniformFit.of(probabilities),
                Arrays.stream(sums).map(tail::deviations).boxed().toList());
    }

    /** For display: what fewer windows would have given. */
    private static List<CurvePoint> curve(WeighedPairs pairs, ScoreLaw law, double[] scores) {
        int[] sizes = IntStream.rangeClosed(1, CURVE_POINTS)
                .map(i -> (int) ((long) pairs.size() * i / CURVE_POINTS))
                .filter(size -> size > 0)
                .distinct()
                .toArray();
        List<CurvePoint> curve = new ArrayList<>();
        for (int size : sizes) {
            WeightedTail tail = new WeightedTail(law, pairs.weights(), size);
            double sum = pairs.sum(scores, size);
            curve.add(new CurvePoint(size, tail.deviations(sum), tail.bound(sum)));
        }
        return curve;
    }
}
