// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.ScoreTable;
import dev.stillwatch.provenance.ShareOutcome;
import dev.stillwatch.provenance.ShareTally;
import dev.stillwatch.provenance.StyleScores;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Puts answers by models among people's reviews and estimates their share.
 *
 * <p>Half of the questions calibrate, the other half give the set, so that calibration has seen no text of it; halves are
 * drawn anew for each seed.
 */
final class Doses {
    private static final double[] SHARES = {0, 0.01, 0.05, 0.2};
    private static final int FIRST_SEED = 101;
    private static final int SEEDS = 10;

    private final HeldOutScores scores;
    private final PrintStream out;

    Doses(HeldOutScores scores, PrintStream out) {
        this.scores = scores;
        this.out = out;
    }

    void print(String domain, boolean edited) {
        for (double share : SHARES) {
            if (share > 0 || !edited) {
                print(domain, share, edited);
            }
        }
    }

    private void print(String domain, double share, boolean edited) {
        double sum = 0;
        double worst = 0;
        int covered = 0;
        int alarms = 0;
        int told = 0;
        int within = 0;
        double truth = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Set<String> set =
                    half(scores.of(text -> text.domain().equals(domain)).keys(), seed);
            ScoreTable table =
                    ScoreTable.of(scores.of(text -> !set.contains(id(text))).byWriter());
            List<Integer> people = new ArrayList<>();
            List<Integer> models = new ArrayList<>();
            for (int i = 0; i < scores.size(); i++) {
                LabelledText text = scores.text(i);
                if (text.domain().equals(domain) && set.contains(id(text)) && readable(scores.scores(i))) {
                    (text.writer().isModel() ? models : people).add(i);
                }
            }
            Random random = new Random(seed);
            Collections.shuffle(models, random);
            int dose = (int) Math.round(people.size() * share / (1 - share));
            ShareTally tally = new ShareTally();
            people.forEach(i -> tally.add(scores.scores(i)));
            long before = tally.readable();
            for (int i : models.subList(0, dose)) {
                tally.add(edited ? again(i, seed) : scores.scores(i));
            }
            truth = (double) (tally.readable() - before) / tally.readable();
            if (tally.estimate(table, new Random(seed)) instanceof ShareOutcome.Estimated estimated) {
                ShareOutcome.Share found = estimated.models();
                told++;
                sum += found.estimate();
                worst = Math.max(worst, Math.abs(found.estimate() - truth));
                within += Math.abs(found.estimate() - truth) <= 0.01 ? 1 : 0;
                covered += found.low() <= truth && truth <= found.high() ? 1 : 0;
                alarms += estimated.alarm() ? 1 : 0;
            }
        }
        out.printf(
                "  %s%s dose %.1f %%: %d of %d told, mean %.2f %%, furthest off %.2f points, within one point %d,"
                        + " interval holds it %d, alarms %d%n",
                domain,
                edited ? " edited" : "",
                100 * truth,
                told,
                SEEDS,
                100 * sum / Math.max(1, told),
                100 * worst,
                within,
                covered,
                alarms);
    }

    private StyleScores again(int index, long seed) {
        LabelledText text = scores.text(index);
        return scores.again(text.withText(Edits.of(text.text(), seed)));
    }

    /** Half of the questions. */
    static Set<String> half(Collection<String> questions, long seed) {
        List<String> keys = new ArrayList<>(new HashSet<>(questions));
        Collections.sort(keys);
        Collections.shuffle(keys, new Random(seed * 31));
        return new HashSet<>(keys.subList(0, keys.size() / 2));
    }

    static String id(LabelledText text) {
        return text.domain() + "/" + text.key();
    }

    private static boolean readable(StyleScores scores) {
        ShareTally one = new ShareTally();
        one.add(scores);
        return one.readable() == 1;
    }
}
