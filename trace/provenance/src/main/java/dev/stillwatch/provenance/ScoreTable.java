// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each writer's texts reach each score, counted apart for texts of different length.
 *
 * <p>A cell is a range of log-odds that a model wrote the text, and the family it resembles most. Texts too short or not in
 * English prose have none. Build with {@link #of}; immutable, so thread-safe.
 */
public final class ScoreTable {
    /** Upper ends of the ranges of log-odds but the last, nats. */
    private static final double[] EDGES = {-4, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 8};

    /** Least number of words of each length class. */
    private static final int[] LENGTHS = {StyleCalibration.FEWEST_WORDS, 50, 80, 130, 250};

    static final int RANGES = EDGES.length + 1;
    static final int LENGTH_CLASSES = LENGTHS.length;
    private static final int FAMILIES = 4;
    static final int CELLS = RANGES * FAMILIES;
    static final int WRITERS = FAMILIES + 1;

    private final int[][][] counts;
    private final double[] functionWords;

    private ScoreTable(int[][][] counts, double[] functionWords) {
        this.counts = counts;
        this.functionWords = functionWords;
    }

    /** Counts the scores of texts whose writers are known; the order does not matter. */
    public static ScoreTable of(Map<Writer, ? extends Iterable<StyleScores>> known) {
        int[][][] counts = new int[LENGTH_CLASSES][WRITERS][CELLS];
        double[] functionWords = new double[WRITERS];
        for (Map.Entry<Writer, ? extends Iterable<StyleScores>> entry : new TreeMap<>(known).entrySet()) {
            int row = entry.getKey().model() + 1;
            int texts = 0;
            for (StyleScores scores : entry.getValue()) {
                if (StyleCalibration.readable(scores)) {
                    counts[lengthClass(scores.words())][row][cell(scores)]++;
                    functionWords[row] += scores.functionWords();
                    texts++;
                }
            }
            functionWords[row] /= Math.max(1, texts);
        }
        return new ScoreTable(counts, functionWords);
    }

    /** Counts by writer, people first, and cell, for texts of one length; not a copy. */
    int[][] counts(int lengthClass) {
        return counts[lengthClass];
    }

    /** Mean share of function words, by writer, people first; 0 for a writer without texts. */
    double functionWords(int row) {
        return functionWords[row];
    }

    static int cell(StyleScores scores) {
        double model = scores.model();
        int range = 0;
        while (range < EDGES.length && model > EDGES[range]) {
            range++;
        }
        return range * FAMILIES + scores.bestModel().model();
    }

    static int range(int cell) {
        return cell / FAMILIES;
    }

    static int lengthClass(int words) {
        int length = 0;
        while (length + 1 < LENGTHS.length && words >= LENGTHS[length + 1]) {
            length++;
        }
        return length;
    }

    static ScoreTable read(DataInputStream in) throws IOException {
        int[][][] counts = new int[LENGTH_CLASSES][WRITERS][CELLS];
        for (int[][] length : counts) {
            for (int[] writer : length) {
                for (int i = 0; i < CELLS; i++) {
                    writer[i] = in.readInt();
                    if (writer[i] < 0) {
                        throw new IllegalArgumentException("style calibration counts fewer than no texts");
                    }
                }
            }
        }
        double[] functionWords = new double[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            functionWords[i] = in.readFloat();
        }
        return new ScoreTable(counts, functionWords);
    }

    void write(DataOutputStream out) throws IOException {
        for (int[][] length : counts) {
            for (int[] writer : length) {
                for (int count : writer) {
                    out.writeInt(count);
                }
            }
        }
        for (double mean : functionWords) {
            out.writeFloat((float) mean);
        }
    }
}
