// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well one embedding of some texts keeps the neighbours of another.
 *
 * @param rankCorrelation Spearman's, of the cosines of random pairs
 * @param recallAt10 share of a text's ten nearest by one that are among its ten nearest by the other
 */
record Fidelity(double rankCorrelation, double recallAt10) {
    private static final int PAIRS = 40_000;
    private static final int NEAREST = 10;

    /** Compares embeddings of unit length of the same texts, in the same order. */
    static Fidelity of(List<float[]> teacher, List<float[]> student, long seed) {
        Random random = new Random(seed);
        double[] one = new double[PAIRS];
        double[] other = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            int a = random.nextInt(teacher.size());
            int b = (a + 1 + random.nextInt(teacher.size() - 1)) % teacher.size();
            one[i] = dot(teacher.get(a), teacher.get(b));
            other[i] = dot(student.get(a), student.get(b));
        }
        double recall = 0;
        for (int i = 0; i < teacher.size(); i++) {
            int[] here = nearest(teacher, i);
            int[] there = nearest(student, i);
            recall += IntStream.of(here)
                            .filter(x -> IntStream.of(there).anyMatch(y -> x == y))
                            .count()
                    / (double) here.length
                    / teacher.size();
        }
        return new Fidelity(correlation(ranks(one), ranks(other)), recall);
    }

    private static int[] nearest(List<float[]> all, int of) {
        float[] own = all.get(of);
        double[] cosines = all.stream().mapToDouble(x -> dot(own, x)).toArray();
        return IntStream.range(0, all.size())
                .filter(i -> i != of)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -cosines[i]))
                .limit(NEAREST)
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int r = 0; r < order.length; r++) {
            ranks[order[r]] = r;
        }
        return ranks;
    }

    private static double correlation(double[] a, double[] b) {
        double mean = (a.length - 1) / 2.0;
        double product = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - mean) * (b[i] - mean);
            squares += (a[i] - mean) * (a[i] - mean);
        }
        return product / squares;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
