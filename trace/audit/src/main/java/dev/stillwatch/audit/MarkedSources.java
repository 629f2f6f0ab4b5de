// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.TailProbability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Output marks that show over many rows of a source and in none of them surely.
 *
 * <p>Counted are the rows whose score has a chance of 1 % or less, for each key. By chance it is one row in a hundred, or more
 * where a key is lucky with what rows share: how many more was measured, see docs/marks.md, and twice that is taken for the
 * most that chance gives.
 *
 * <p>Rows that begin with the same 32 tokens count as one, or a single lucky answer would accuse whoever has it often.
 * Nothing that grows with the rows is kept for that: a hash of the beginning puts each row on a level, a fourth as many on each
 * as on the one before, and in one of 256 cells there, and a cell counts once. Cells that were hit are whole numbers that can be joined
 * in any order. On each level no more cells can be hit than different rows are, so that the binomial chance of so many is a
 * bound; the least of the levels counts, times their number.
 */
public final class MarkedSources implements PooledWitness {
    private static final double HIGH_LOG10 = -2;
    /** With fewer windows even a plain mark hardly scores so high. */
    private static final long FEWEST_WINDOWS = 20;
    /** Of unmarked rows at most so many score high: twice the most that was measured for any key with a background. */
    static final double CEILING = 0.03;
    /** The same without a background, where rows share templates. */
    static final double CEILING_WITHOUT_BACKGROUND = 0.16;

    private static final int LEVELS = 12;
    private static final int BITS_A_LEVEL = 2;
    private static final int CELLS = 256;

    private final MarkScreen screen;

    /** Looks at sources by way of a screen. */
    public MarkedSources(MarkScreen screen) {
        this.screen = screen;
    }

    @Override
    public String title() {
        return "these marks over many rows of a source"
                + (screen.hasBackground() ? "" : ", without a list of what unrelated texts share");
    }

    @Override
    public String version() {
        return "marked sources 1";
    }

    @Override
    public String name() {
        return "marks";
    }

    @Override
    public Map<String, Long> counts(CorpusRecord row) {
        RowMarks marks = screen.of(row);
        int level = Math.min(LEVELS - 1, Long.numberOfTrailingZeros(marks.opening()) / BITS_A_LEVEL);
        int cell = (int) (marks.opening() >>> 32) & (CELLS - 1);
        Map<String, Long> counts = new HashMap<>();
        for (int key = 0; key < marks.chances().size(); key++) {
            if (!pooled(key) || marks.windows().get(key) < FEWEST_WINDOWS) {
                continue;
            }
            counts.put(name(key, "rows", level), 1L);
            if (marks.chances().get(key).log10() <= HIGH_LOG10) {
                counts.put(name(key, "high", level), 1L);
                counts.put(cells(key, level, cell / Long.SIZE), 1L << (cell % Long.SIZE));
            }
        }
        return counts;
    }

    /** Unigram's scores hang on the frequency of words alone, so that one key's luck is for good. */
    private boolean pooled(int key) {
        return screen.schemeOfEachKey().get(key).context().width() > 0;
    }

    private static String name(int key, String what, int level) {
        return key + "." + what + "." + level;
    }

    private static String cells(int key, int level, int word) {
        return name(key, "cells", level) + "." + word + JOINED;
    }

    @Override
    public PooledEvidence summed(Map<String, Long> sums) {
        double ceiling = screen.hasBackground() ? CEILING : CEILING_WITHOUT_BACKGROUND;
        List<PooledEvidence.MarkOfKey> keys = new ArrayList<>();
        for (int key = 0; key < screen.keys().size(); key++) {
            if (!pooled(key)) {
                continue;
            }
            long rows = 0;
            long high = 0;
            TailProbability chance = TailProbability.ONE;
            for (int level = 0; level < LEVELS; level++) {
                long onLevel = sums.getOrDefault(name(key, "rows", level), 0L);
                rows += onLevel;
                high += sums.getOrDefault(name(key, "high", level), 0L);
                double hit = hit(sums, key, level);
                TailProbability here = ExactTest.atLeast(new ScoreLaw.Green(ceiling), onLevel, hit);
                chance = here.compareTo(chance) < 0 ? here : chance;
            }
            TailProbability corrected = chance.amongTried(LEVELS * screen.keys().size());
            keys.add(new PooledEvidence.MarkOfKey(
                    screen.keys().get(key).label(), rows, high, ceiling, corrected.log10()));
        }
        return new PooledEvidence.Marks(keys);
    }

    private static int hit(Map<String, Long> sums, int key, int level) {
        int hit = 0;
        for (int word = 0; word < CELLS / Long.SIZE; word++) {
            hit += Long.bitCount(sums.getOrDefault(cells(key, level, word), 0L));
        }
        return hit;
    }
}
