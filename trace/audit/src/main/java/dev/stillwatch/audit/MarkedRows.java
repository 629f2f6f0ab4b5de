// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.report.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers that carry an output mark so plainly that one row alone shows it.
 *
 * <p>The chance that a row without the mark is called marked is at most 1e-9, all keys considered. Of ten million rows one
 * is then called so in one audit of a hundred, however alike the rows are: alike rows make such an accident neither more nor
 * less likely on average over keys, they only make it come for many at once.
 */
public final class MarkedRows implements Witness {
    /** The logarithm of the chance that is allowed for each row. */
    static final double LEVEL_LOG10 = -9;

    private final MarkScreen screen;

    /** Looks at rows by way of a screen. */
    public MarkedRows(MarkScreen screen) {
        this.screen = screen;
    }

    @Override
    public String title() {
        return "the output marks of " + Figures.count(screen.keys().size(), "key") + " of yours";
    }

    @Override
    public String version() {
        return "marked rows 1, " + screen.version();
    }

    @Override
    public List<Evidence> of(CorpusRecord record) {
        List<Evidence> found = new ArrayList<>();
        RowMarks marks = screen.of(record);
        for (int key = 0; key < marks.chances().size(); key++) {
            TailProbability chance =
                    marks.chances().get(key).amongTried(screen.keys().size());
            if (chance.log10() <= LEVEL_LOG10) {
                found.add(new Evidence.Marked(screen.keys().get(key).label(), chance.log10()));
            }
        }
        return found;
    }
}
