// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Random;

/**
 * The window test of <i>An embarrassingly simple detector</i> (arXiv 2606.05725): maximum mean discrepancy between a
 * window's prompts and ordinary ones.
 *
 * <p>Score: the mean of {@value #REPEATS} unbiased squared discrepancies to random references of the window's size, under
 * {@link GaussianKernel}. {@link #nullScores} gives the single discrepancies between two ordinary samples, whose 95th
 * percentile is the paper's threshold. The same figures as the public code, sooner: the sum over a window and a reference
 * is a product of the window's rows with how often the references hold each prompt, and the sums within references come
 * from a bank of {@value #BANK} of them, of which each window draws {@value #REPEATS}. O(n · pool) a window once kernels
 * are known.
 */
final class Mmd implements WindowMethod {
    static final int REPEATS = 20;
    private static final int BANK = 200;

    private final GaussianKernel kernel;
    private final Items home;
    private final Products homeKernel;
    private final int[] pool;
    private final int size;
    private final int[][] bank = new int[BANK][];
    private final double[] within = new double[BANK];
    private final Random random;

    private Mmd(GaussianKernel kernel, Items home, Products homeKernel, int[] pool, int size, Random random) {
        this.kernel = kernel;
        this.home = home;
        this.homeKernel = homeKernel;
        this.pool = pool;
        this.size = size;
        this.random = random;
        for (int reference = 0; reference < BANK; reference++) {
            bank[reference] = Draw.window(pool, size, random);
            within[reference] = meanWithin(homeKernel, bank[reference], 0);
        }
    }

    /** A test for windows of {@code size} prompts, with the ordinary prompts of {@code pool} to compare with. */
    static Mmd fit(Items items, int[] pool, int size, Random random) {
        GaussianKernel kernel = GaussianKernel.median(items, pool, random);
        return new Mmd(kernel, items, kernel.of(items.cosines()), pool, size, random);
    }

    /** The same test for windows of another size. */
    Mmd ofSize(int other) {
        return new Mmd(kernel, home, homeKernel, pool, other, random);
    }

    @Override
    public String name() {
        return "MMD";
    }

    /** Discrepancies between pairs of ordinary samples: disjoint ones where the pool has two windows. */
    double[] nullScores(int draws) {
        double[] scores = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            int[] left = Draw.window(pool, size, random);
            int[] right = Draw.window(pool, size, random);
            if (pool.length >= 2 * size) {
                int[] both = Draw.without(pool, 2 * size, random);
                System.arraycopy(both, 0, left, 0, size);
                System.arraycopy(both, size, right, 0, size);
            }
            double across = 0;
            for (int a : left) {
                float[] row = homeKernel.rows()[a];
                double sum = 0;
                for (int b : right) {
                    sum += row[b];
                }
                across += sum;
            }
            scores[draw] = meanWithin(homeKernel, left, 0)
                    + meanWithin(homeKernel, right, 0)
                    - 2 * across / ((double) size * size);
        }
        return scores;
    }

    @Override
    public Scorer over(Items items) {
        if (items == home) {
            int[] positions = positions();
            return window -> score(homeKernel, 0, window, pool, positions);
        }
        int[] columns = new int[pool.length];
        float[][] others = new float[pool.length + items.size()][];
        float[][] own = items.vectors(items.all());
        for (int i = 0; i < pool.length; i++) {
            columns[i] = i;
            others[i] = home.vector(pool[i]);
        }
        System.arraycopy(own, 0, others, pool.length, own.length);
        Products kernels = kernel.of(Products.between(own, others));
        int[] positions = positions();
        return window -> score(kernels, pool.length, window, columns, positions);
    }

    /** Where each of the home's items stands in the pool. */
    private int[] positions() {
        int[] positions = new int[home.size()];
        for (int i = 0; i < pool.length; i++) {
            positions[pool[i]] = i;
        }
        return positions;
    }

    private double score(Products kernels, int offset, int[] window, int[] columns, int[] positions) {
        float[] counts = new float[pool.length];
        double references = 0;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            int reference = random.nextInt(BANK);
            references += within[reference] / REPEATS;
            for (int item : bank[reference]) {
                counts[positions[item]]++;
            }
        }
        double across = 0;
        for (int item : window) {
            float[] row = kernels.rows()[item];
            double sum = 0;
            for (int c = 0; c < columns.length; c++) {
                sum += counts[c] * row[columns[c]];
            }
            across += sum;
        }
        return meanWithin(kernels, window, offset)
                + references
                - 2 * across / ((double) window.length * size * REPEATS);
    }

    /** Mean kernel over the pairs of different places of a window. */
    private static double meanWithin(Products kernels, int[] window, int offset) {
        double total = 0;
        for (int a = 0; a < window.length; a++) {
            float[] row = kernels.rows()[window[a]];
            double sum = 0;
            for (int b = 0; b < a; b++) {
                sum += row[offset + window[b]];
            }
            total += sum;
        }
        return total / (0.5 * window.length * (window.length - 1));
    }

    /**
     * One unbiased squared discrepancy, computed as the definition says; the yardstick for what this class shortens.
     * About a second for two samples of 1,500.
     */
    static double squared(float[][] x, float[][] y, GaussianKernel kernel) {
        return within(x, kernel) + within(y, kernel) - 2 * across(x, y, kernel);
    }

    private static double within(float[][] x, GaussianKernel kernel) {
        Products kernels = kernel.of(Products.within(x));
        return meanWithin(kernels, new Items(x).all(), 0);
    }

    private static double across(float[][] x, float[][] y, GaussianKernel kernel) {
        double sum = 0;
        for (float[] row : kernel.of(Products.between(x, y)).rows()) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum / x.length / y.length;
    }
}
