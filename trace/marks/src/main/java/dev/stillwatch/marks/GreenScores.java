// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Green or not, where the green list follows from a seed that the context gives (KGW). */
final class GreenScores implements KeyedScores {

    /** The seed of the green list in which a token is looked up. */
    interface Seeds {
        long seed(int[] tokens, int position);
    }

    private final int width;
    private final GreenList list;
    private final Seeds seeds;

    GreenScores(int width, GreenList list, Seeds seeds) {
        this.width = width;
        this.list = list;
        this.seeds = seeds;
    }

    @Override
    public int contextWidth() {
        return width;
    }

    @Override
    public ScoreLaw law() {
        return new ScoreLaw.Green(list.realShare());
    }

    @Override
    public double score(int[] tokens, int position) {
        return list.contains(seeds.seed(tokens, position), tokens[position]) ? 1 : 0;
    }

    @Override
    public void scores(int[] tokens, int from, double[] scores) {
        int[] positions = IntStream.range(from, from + scores.length).toArray();
        score(tokens, positions, scores);
    }

    @Override
    public double total(int[] tokens, int[] positions) {
        double[] scores = new double[positions.length];
        score(tokens, positions, scores);
        return Arrays.stream(scores).sum();
    }

    /**
     * Goes by seeds, so that a list is made once however often its seed occurs, and no two are held at a time. Only the
     * low 32 bits of a seed count: they are sorted together with the index.
     */
    private void score(int[] tokens, int[] positions, double[] scores) {
        long[] order = new long[positions.length];
        Arrays.setAll(order, i -> seeds.seed(tokens, positions[i]) << 32 | i);
        Arrays.sort(order);
        int end;
        for (int start = 0; start < order.length; start = end) {
            long seed = order[start] >>> 32;
            for (end = start + 1; end < order.length && order[end] >>> 32 == seed; ) {
                end++;
            }
            if (end == start + 1) {
                int only = (int) order[start];
                scores[only] = list.contains(seed, tokens[positions[only]]) ? 1 : 0;
                continue;
            }
            BitSet green = list.green(seed);
            for (int i = start; i < end; i++) {
                int token = tokens[positions[(int) order[i]]];
                scores[(int) order[i]] = token >= 0 && green.get(token) ? 1 : 0;
            }
        }
    }
}
