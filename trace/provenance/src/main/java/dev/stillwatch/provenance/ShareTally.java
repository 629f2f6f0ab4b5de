// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import dev.stillwatch.provenance.ShareOutcome.CannotTell;
import dev.stillwatch.provenance.ShareOutcome.Doubt;
import dev.stillwatch.provenance.ShareOutcome.Estimated;
import dev.stillwatch.provenance.ShareOutcome.Share;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Counts the scores of many texts and estimates what share of them each model family wrote.
 *
 * <p>Does not count alarms: it asks which mixture of the calibrated writers explains the counts best, so that people who
 * write like models are accounted for. The interval comes from drawing both the counts and the calibration anew. Memory
 * is the same for ten texts and ten million, some kB. Not thread-safe; use one for each thread and {@link #merge}.
 *
 * @see <a href="https://doi.org/10.1162/089976602753284446">Saerens, Latinne, Decaestecker 2002: adjusting the outputs of
 *     a classifier to new a priori probabilities</a>
 */
public final class ShareTally {
    /** Fewer readable texts than this give no estimate. */
    public static final int FEWEST_TEXTS = 50;

    private static final int DRAWS = 400;
    private static final double TAIL = 0.025;

    /** The calibration cannot tell a smaller share from none. */
    private static final double FINEST = 0.001;

    private static final String CELL = "cell.";
    private static final String FUNCTION_WORDS = "function-word-millionths";
    private static final String UNREAD = "unread";

    private final int[][] counts = new int[ScoreTable.LENGTH_CLASSES][ScoreTable.CELLS];
    /** Sum over the texts, whole so that it is the same in any order. */
    private long functionWordMillionths;

    private long readable;
    private long unread;

    /** Counts one text. */
    public void add(StyleScores scores) {
        if (StyleCalibration.readable(scores)) {
            counts[ScoreTable.lengthClass(scores.words())][ScoreTable.cell(scores)]++;
            functionWordMillionths += millionths(scores);
            readable++;
        } else {
            unread++;
        }
    }

    private static long millionths(StyleScores scores) {
        return Math.round(1e6 * scores.functionWords());
    }

    /** What one text adds to a tally, by name, for whoever keeps sums by name: some 260 names in all. */
    public static Map<String, Long> steps(StyleScores scores) {
        return StyleCalibration.readable(scores)
                ? Map.of(
                        CELL + ScoreTable.lengthClass(scores.words()) + "." + ScoreTable.cell(scores),
                        1L,
                        FUNCTION_WORDS,
                        millionths(scores))
                : Map.of(UNREAD, 1L);
    }

    /**
     * The tally that sums of {@link #steps} come to.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static ShareTally of(Map<String, Long> sums) {
        ShareTally tally = new ShareTally();
        sums.forEach((name, sum) -> {
            switch (name) {
                case UNREAD -> tally.unread = sum;
                case FUNCTION_WORDS -> tally.functionWordMillionths = sum;
                default -> tally.setCell(name, sum);
            }
        });
        return tally;
    }

    private void setCell(String name, long sum) {
        String[] place = name.split("\\.", -1);
        if (place.length != 3 || !name.startsWith(CELL) || sum < 0) {
            throw new IllegalArgumentException("no sum of a tally of style: " + name);
        }
        counts[Integer.parseInt(place[1])][Integer.parseInt(place[2])] = Math.toIntExact(sum);
        readable += sum;
    }

    /** Counts the texts of another tally too. */
    public void merge(ShareTally other) {
        for (int length = 0; length < counts.length; length++) {
            for (int i = 0; i < ScoreTable.CELLS; i++) {
                counts[length][i] += other.counts[length][i];
            }
        }
        functionWordMillionths += other.functionWordMillionths;
        readable += other.readable;
        unread += other.unread;
    }

    /** Texts that count in the estimate. */
    public long readable() {
        return readable;
    }

    /** Texts too short or not in English prose, which do not count. */
    public long unread() {
        return unread;
    }

    /** The share of the readable texts that models wrote; some 50 ms. The same counts and seed give the same result. */
    public ShareOutcome estimate(ScoreTable table, RandomGenerator random) {
        if (readable < FEWEST_TEXTS) {
            return new CannotTell(readable, Doubt.TOO_FEW_TEXTS);
        }
        Mixture mixture = new Mixture(table);
        double[] shares = mixture.fit(counts);
        if (mixture.unlike(counts, shares, 1e-6 * functionWordMillionths / readable)) {
            return new CannotTell(readable, Doubt.UNLIKE_CALIBRATION);
        }
        double[][] draws = new double[ScoreTable.WRITERS][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] drawn = mixture.redrawn(random).fit(redrawn(random));
            for (int k = 0; k < drawn.length; k++) {
                // The share of people stands for that of all models together.
                draws[k][draw] = k == 0 ? 1 - drawn[0] : drawn[k];
            }
        }
        Map<Writer, Share> families = new EnumMap<>(Writer.class);
        for (Writer family : Writer.models()) {
            int k = family.model() + 1;
            families.put(family, share(shares[k], draws[k]));
        }
        return new Estimated(readable, share(Math.clamp(1 - shares[0], 0, 1), draws[0]), families);
    }

    private static Share share(double estimate, double[] draws) {
        Arrays.sort(draws);
        double low = draws[(int) (TAIL * DRAWS)];
        double high = draws[DRAWS - 1 - (int) (TAIL * DRAWS)];
        double most = Math.clamp(estimate, 0, 1);
        if (low < FINEST) {
            low = 0;
        }
        return new Share(most, Math.clamp(low, 0, most), Math.clamp(high, most, 1));
    }

    private int[][] redrawn(RandomGenerator random) {
        int[][] drawn = new int[counts.length][];
        for (int length = 0; length < counts.length; length++) {
            drawn[length] = Resample.of(counts[length], random);
        }
        return drawn;
    }
}
