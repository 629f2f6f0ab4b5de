// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

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

    /** Makes the list once for every seed that occurs more than once. */
    @Override
    public void scores(int[] tokens, int from, double[] scores) {
        Map<Long, Integer> uses = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            uses.merge(seeds.seed(tokens, from + i), 1, Integer::sum);
        }
        Map<Long, BitSet> lists = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            int token = tokens[from + i];
            long seed = seeds.seed(tokens, from + i);
            if (uses.getOrDefault(seed, 0) == 1) {
                scores[i] = list.contains(seed, token) ? 1 : 0;
            } else {
                BitSet green = lists.computeIfAbsent(seed, list::green);
                scores[i] = token >= 0 && green.get(token) ? 1 : 0;
            }
        }
    }
}
