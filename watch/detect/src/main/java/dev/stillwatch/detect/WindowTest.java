// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tests whether a window of prompts comes from the distribution of benign prompts.
 *
 * <p>The question of arXiv 2606.05725, which answers it with pairwise kernel distances to random benign references.
 * Here a window is reduced to sums ({@link WindowReference}), so that a prompt costs microseconds once, and the
 * statistic is calibrated by itself: on benign windows, disjoint from each other and from the benign prompts it then
 * measures against. The ways of measuring are fused by their p-values, and the fused value is calibrated again, on
 * windows that the p-values were not fitted to. A window of more than about a third of the pool leaves few such windows,
 * and its p-values are cautious for that.
 *
 * <p>Assumes that benign prompts of a window are independent of each other and of those fitted on, apart from repeats,
 * which are taken out: a window of few people's prompts is not that. Immutable and thread-safe; a {@link Window} is not.
 */
public final class WindowTest {
    /** Fewest different benign prompts to fit on. */
    public static final int FEWEST = 200;

    private static final int FEWEST_ROUNDS = 16;

    private static final int MOST_ROUNDS = 40;
    /** So many benign windows are enough. */
    private static final int WINDOWS = 160;
    /** A round holds out one prompt of so many, or one window if that is more. */
    private static final int HELD_OUT = 4;

    private final WindowReference reference;
    private final GammaTail[] tails;
    private final ExcessTail fused;

    /**
     * The outcome of a test.
     *
     * @param pValue how likely benign prompts are to look at least this unlike benign ones. Small values rest on
     *     the shape of an {@link ExcessTail} beyond the benign windows seen, of which there are {@value #MOST_ROUNDS} or more
     * @param prompts different prompts in the window
     */
    public record Result(Probability pValue, int prompts) {}

    private WindowTest(WindowReference reference, GammaTail[] tails, ExcessTail fused) {
        this.reference = reference;
        this.tails = tails;
        this.fused = fused;
    }

    /**
     * Fits the test; some seconds for ten thousand prompts.
     *
     * @param benign embeddings of benign prompts in any order; repeats and zeros are left out, and more than
     *     {@value #FEWEST} must remain
     * @param windowSize prompts in the windows that will be tested, 2 or more. Windows of another size are answered too,
     *     with p-values that are rougher the smaller they are
     */
    public static WindowTest fit(List<float[]> benign, int windowSize) {
        List<float[]> pool = distinct(benign);
        if (pool.size() < FEWEST) {
            throw new IllegalArgumentException(
                    pool.size() + " different benign prompts, at least " + FEWEST + " are needed to fit a window test");
        }
        if (windowSize < 2) {
            throw new IllegalArgumentException("window of " + windowSize + " prompts, must be 2 or more");
        }
        double[][][] values = benignWindows(pool, windowSize);
        List<Double> surprises = new ArrayList<>();
        for (int round = 0; round < values.length; round++) {
            // What the tails were fitted to would look less surprising to them than what is new.
            GammaTail[] tails = tailsWithout(values, round);
            for (double[] window : values[round]) {
                surprises.add(surprise(window, tails));
            }
        }
        return new WindowTest(
                new WindowReference(shuffled(pool, -1)),
                tailsWithout(values, -1),
                new ExcessTail(surprises.stream().mapToDouble(s -> s).toArray()));
    }

    private static GammaTail[] tailsWithout(double[][][] values, int round) {
        return tails(IntStream.range(0, values.length)
                .filter(other -> other != round)
                .mapToObj(other -> values[other])
                .flatMap(Arrays::stream)
                .toArray(double[][]::new));
    }

    private static GammaTail[] tails(double[][] windows) {
        GammaTail[] tails = new GammaTail[WindowReference.STATISTICS];
        for (int s = 0; s < tails.length; s++) {
            int statistic = s;
            tails[s] = GammaTail.of(
                    Arrays.stream(windows).mapToDouble(v -> v[statistic]).toArray());
        }
        return tails;
    }

    /** The test of a whole window. */
    public Result test(List<float[]> window) {
        Window open = open();
        window.forEach(open::add);
        return open.result();
    }

    /** An empty window, to be filled prompt by prompt. */
    public Window open() {
        return new Window();
    }

    /** A window that is being filled: some kilobytes and about 40 bytes a prompt. Not thread-safe. */
    public final class Window {
        private final WindowSums sums = new WindowSums(reference);

        private Window() {}

        /** Adds a prompt's embedding; one of all zeros, or one that was added before, changes nothing. */
        public void add(float[] embedding) {
            sums.add(embedding);
        }

        /** The outcome so far; p-value 1 for an empty window. */
        public Result result() {
            if (sums.count() == 0) {
                return new Result(new Probability(1), 0);
            }
            double surprise = surprise(reference.statistics(sums), tails);
            return new Result(new Probability(fused.above(surprise)), sums.count());
        }
    }

    /**
     * The statistics of benign windows, by round. Each round holds out some of the pool, cuts it into windows that share
     * no prompt, and measures them against all the rest: windows that shared prompts with each other or with what they
     * are measured against would look more alike than new ones will.
     */
    private static double[][][] benignWindows(List<float[]> pool, int windowSize) {
        int size = Math.min(windowSize, pool.size() / 2);
        int windows = Math.max(1, pool.size() / HELD_OUT / size);
        double[][][] values = new double[Math.clamp(WINDOWS / windows, FEWEST_ROUNDS, MOST_ROUNDS)][windows][];
        for (int round = 0; round < values.length; round++) {
            List<float[]> order = shuffled(pool, round);
            WindowReference rest = new WindowReference(order.subList(windows * size, order.size()));
            for (int w = 0; w < windows; w++) {
                WindowSums sums = new WindowSums(rest);
                order.subList(w * size, (w + 1) * size).forEach(sums::add);
                values[round][w] = rest.statistics(sums);
            }
        }
        return values;
    }

    /**
     * One number from all ways of measuring. Squares of log p-values: near the largest of them when one stands out, and
     * near their sum when all agree.
     */
    private static double surprise(double[] statistics, GammaTail[] tails) {
        double sum = 0;
        for (int s = 0; s < statistics.length; s++) {
            double nats = -Math.log(tails[s].above(statistics[s]));
            sum += nats * nats;
        }
        return Math.sqrt(sum);
    }

    private static List<float[]> distinct(List<float[]> embeddings) {
        Set<Long> seen = new HashSet<>();
        return embeddings.stream()
                .filter(x -> WindowSums.identity(x) != 0 && seen.add(WindowSums.identity(x)))
                .toList();
    }

    /** Ordered by a hash of content and {@code round}: as good as random, and whatever the order was before. */
    private static List<float[]> shuffled(List<float[]> embeddings, int round) {
        record Keyed(long key, int index) {}
        List<Keyed> keyed = new ArrayList<>(embeddings.size());
        for (int i = 0; i < embeddings.size(); i++) {
            keyed.add(new Keyed(Hashing.combine(round, WindowSums.identity(embeddings.get(i))), i));
        }
        keyed.sort(Comparator.comparingLong(Keyed::key));
        return keyed.stream().map(k -> embeddings.get(k.index())).toList();
    }
}
