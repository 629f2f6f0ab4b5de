// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.ScoreLaw;
import java.util.HashMap;
import java.util.Map;

/** What sums of scores have to reach to be called marked at a level, by number of windows. Not thread-safe. */
final class Limits {

    /**
     * What a sum has to reach.
     *
     * @param from the least sum whose chance is the level or less
     * @param atTie the share of texts one below that a fair draw would call marked too
     */
    record Limit(double from, double atTie) {

        boolean reached(double sum) {
            return sum >= from - 1e-9;
        }

        /** As {@link #reached}, 0 or 1; the share of a fair draw for sums one below, which are whole numbers. */
        double fairly(double sum) {
            return reached(sum) ? 1 : sum >= from - 1 - 1e-9 ? atTie : 0;
        }
    }

    private final ScoreLaw law;
    private final double level;
    private final Map<Integer, Limit> known = new HashMap<>();

    Limits(ScoreLaw law, double level) {
        this.law = law;
        this.level = level;
    }

    Limit of(int count) {
        return known.computeIfAbsent(count, this::find);
    }

    private Limit find(int count) {
        boolean whole = law instanceof ScoreLaw.Green || law instanceof ScoreLaw.Bits;
        double low = count * law.mean() - 1;
        double high = count * law.mean() + 6 * Math.sqrt(count * law.variance()) + 10;
        while (high - low > (whole ? 0.25 : 1e-3)) {
            double middle = (low + high) / 2;
            if (ExactTest.atLeast(law, count, middle).value() <= level) {
                high = middle;
            } else {
                low = middle;
            }
        }
        if (!whole) {
            return new Limit(high, 0);
        }
        double from = Math.ceil(high - 1e-9);
        double above = ExactTest.atLeast(law, count, from).value();
        double tie = ExactTest.atLeast(law, count, from - 1).value() - above;
        return new Limit(from, (level - above) / tie);
    }
}
