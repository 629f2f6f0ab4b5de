// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds near duplicates among texts that come one after another.
 *
 * <p>Texts are numbered from 0 as they come. Memory per text: its sketch (4 bytes a bin) and 20 to 40 bytes for each
 * band; no text is kept. Of texts with equal sketches only the first is matched, so that many copies cost no more than
 * one; else the time grows with the matches there are. A pair is found or not whichever of the two came first. Not
 * thread-safe.
 */
public final class NearDuplicates {
    private static final int NONE = -1;

    private final Sketcher sketcher;
    private final double threshold;
    private final Bands bands;
    private final List<TextSketch> sketches = new ArrayList<>();
    /** For each band a table from its hash to the newest text that has it. */
    private final LongIntTable[] newest;
    /** The text before that one with the same band: {@code band + bands.count * text}. */
    private int[] before = new int[0];

    /**
     * A search that knows no texts yet.
     *
     * @param threshold the estimated similarity from which texts are near duplicates, above 0 and at most 1; of pairs
     *     exactly that alike at most one in a hundred is not compared
     */
    public NearDuplicates(Sketcher sketcher, double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold is " + threshold + ", must be above 0 and at most 1");
        }
        this.sketcher = sketcher;
        this.threshold = threshold;
        this.bands = Bands.finding(threshold, sketcher.bins());
        this.newest = new LongIntTable[bands.count()];
        Arrays.setAll(newest, _ -> new LongIntTable());
    }

    /**
     * An earlier text that is much like a later one.
     *
     * @param text its number
     * @param similarity estimated, from the threshold to 1
     */
    public record Match(int text, double similarity) {}

    /** How many texts it knows. */
    public int size() {
        return sketches.size();
    }

    /** Adds a text and returns the earlier ones that are near duplicates of it, oldest first. */
    public List<Match> add(CharSequence text) {
        return add(sketcher.sketch(text));
    }

    /**
     * Adds a text by its sketch. Texts without words match none.
     *
     * @throws IllegalArgumentException if the sketch is of another kind
     */
    public List<Match> add(TextSketch sketch) {
        List<Match> matches = find(sketch);
        int number = sketches.size();
        sketches.add(sketch);
        int at = number * bands.count();
        if (at + bands.count() > before.length) {
            before = Arrays.copyOf(before, Math.max(64 * bands.count(), before.length + (before.length >> 1)));
        }
        boolean known = sketch.runs() == 0 || matches.stream().anyMatch(match -> match.similarity() == 1);
        for (int band = 0; band < bands.count() && !known; band++) {
            before[at + band] = newest[band].put(bands.key(sketch, band), number);
        }
        return matches;
    }

    /** The known texts that are near duplicates of one that is not added, oldest first. */
    public List<Match> find(TextSketch sketch) {
        if (!sketch.sketcher().equals(sketcher)) {
            throw new IllegalArgumentException("a sketch of " + sketch.sketcher() + " among those of " + sketcher);
        }
        if (sketch.runs() == 0) {
            return List.of();
        }
        int[] candidates = candidates(sketch);
        List<Match> matches = new ArrayList<>();
        for (int candidate : candidates) {
            double similarity = sketch.similarity(sketches.get(candidate));
            if (similarity >= threshold) {
                matches.add(new Match(candidate, similarity));
            }
        }
        return matches;
    }

    private int[] candidates(TextSketch sketch) {
        int[] found = new int[16];
        int n = 0;
        for (int band = 0; band < bands.count(); band++) {
            int text = newest[band].get(bands.key(sketch, band));
            while (text != NONE) {
                found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
                found[n++] = text;
                text = before[text * bands.count() + band];
            }
        }
        return Arrays.stream(found, 0, n).sorted().distinct().toArray();
    }
}
