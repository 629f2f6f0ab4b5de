// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;

/**
 * Turns a text into its style features: hashed n-grams of characters, words, word classes and punctuation, with counts.
 *
 * <p>Independent of any classifier: whoever compares how texts are written, rather than what they say, may use it. Blanks
 * are folded, curly quotes straightened and blank ends cut off first, because these differ between export pipelines and
 * not between writers. N-grams
 * have 3 to 5 characters, 1 to 3 words, 2 to 4 word classes, 2 or 3 punctuation marks.
 *
 * <p>Reads at most {@link #MAX_CHARACTERS} of a text; linear time. One instance holds about 2 MB and is reused: {@link
 * #read} allocates nothing once its buffers have grown. Not thread-safe; use one for each thread.
 */
public final class StyleFeatures {
    /** Feature ids are at least 0 and less than this. */
    public static final int DIMENSIONS = 1 << 18;

    /** Characters read of one text; the rest is ignored. */
    public static final int MAX_CHARACTERS = 1 << 16;

    private static final int SHIFT = 64 - 18;
    private static final long SALT = 0x9E3779B97F4A7C15L;
    private static final int MOST = Byte.MAX_VALUE;
    private static final int FEATURES_PER_CHARACTER = 12;
    private static final int FIVE_CHARACTERS = Place.of(GramKind.CHARACTERS, 5);
    private static final int FOUR_CHARACTERS = Place.of(GramKind.CHARACTERS, 4);
    private static final int THREE_CHARACTERS = Place.of(GramKind.CHARACTERS, 3);
    private static final int ONE_WORD = Place.of(GramKind.WORDS, 1);
    private static final int TWO_WORDS = Place.of(GramKind.WORDS, 2);
    private static final int THREE_WORDS = Place.of(GramKind.WORDS, 3);
    private static final int CASED_WORD = Place.of(GramKind.CASED_WORD, 1);
    private static final int TWO_CLASSES = Place.of(GramKind.TEMPLATE, 2);
    private static final int THREE_CLASSES = Place.of(GramKind.TEMPLATE, 3);
    private static final int FOUR_CLASSES = Place.of(GramKind.TEMPLATE, 4);
    private static final int TWO_MARKS = Place.of(GramKind.RHYTHM, 2);
    private static final int THREE_MARKS = Place.of(GramKind.RHYTHM, 3);

    private final FoldedText text = new FoldedText();
    private final Tokens tokens = new Tokens();
    private final byte[] counts = new byte[DIMENSIONS];
    private int[] ids = new int[0];
    private int[] places = new int[0];
    private int size;

    /** Reads a text and forgets the one before. */
    public void read(CharSequence characters) {
        clear();
        text.read(characters, MAX_CHARACTERS);
        int needed = Math.min(DIMENSIONS, text.length() * FEATURES_PER_CHARACTER) + 1;
        if (ids.length < needed) {
            ids = new int[needed];
            places = new int[needed];
        }
        tokens.read(text);
        readCharacters();
        readTokens();
    }

    /** Number of distinct features of the text read last. */
    public int size() {
        return size;
    }

    /** Number of words in the text read last; punctuation marks are none. */
    public int words() {
        return tokens.words();
    }

    /** Id of a distinct feature, in no order; {@code index} is less than {@link #size}. */
    public int id(int index) {
        return ids[index];
    }

    /** How often a distinct feature occurs; at least 1, cut at 127. */
    public int count(int index) {
        return counts[ids[index]];
    }

    /** The kind of a distinct feature, at its first occurrence. */
    public GramKind kind(int index) {
        return Place.kind(places[index]);
    }

    /** The first occurrence of a feature in readable form; allocates. */
    public String gram(int index) {
        return Place.describe(places[index], text, tokens);
    }

    /** The text read last as a sparse vector of unit length: each feature weighs the logarithm of one plus its count. */
    public StyleVector vector() {
        int[] sorted = Arrays.copyOf(ids, size);
        Arrays.sort(sorted);
        float[] weights = new float[size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double weight = StrictMath.log1p(counts[sorted[i]]);
            weights[i] = (float) weight;
            squares += weight * weight;
        }
        double norm = squares == 0 ? 0 : 1 / StrictMath.sqrt(squares);
        for (int i = 0; i < size; i++) {
            weights[i] = (float) (weights[i] * norm);
        }
        return new StyleVector(sorted, weights);
    }

    private void clear() {
        for (int i = 0; i < size; i++) {
            counts[ids[i]] = 0;
        }
        size = 0;
    }

    private void add(long hash, int place) {
        int id = (int) (hash >>> SHIFT);
        int count = counts[id];
        ids[size] = id;
        places[size] = place;
        // Without a branch: whether a feature is new cannot be predicted.
        size += (count - 1) >>> 31;
        counts[id] = (byte) Math.min(count + 1, MOST);
    }

    private void readCharacters() {
        byte[] folded = text.folded();
        int length = text.length();
        long window = 0;
        for (int i = 0; i < length; i++) {
            window = (window << 8) | (folded[i] & 0xFF);
            if (i >= 4) {
                add((window & 0xFF_FFFF_FFFFL) * SALT, Place.at(FIVE_CHARACTERS, i - 4));
            }
            if (i >= 3) {
                add((window & 0xFFFF_FFFFL) * (SALT + 2), Place.at(FOUR_CHARACTERS, i - 3));
            }
            if (i >= 2) {
                add((window & 0xFF_FFFFL) * (SALT + 4), Place.at(THREE_CHARACTERS, i - 2));
            }
        }
    }

    private void readTokens() {
        int[] lower = tokens.hashes();
        int[] cased = tokens.cased();
        byte[] classes = tokens.classes();
        long window = 0;
        long marks = 0;
        int lastMark = -1;
        int markBefore = -1;
        for (int i = 0; i < tokens.size(); i++) {
            int wordClass = classes[i] & 0xFF;
            window = (window << 8) | wordClass;
            long one = lower[i];
            add(one * (SALT + 6), Place.at(ONE_WORD, i));
            if (i >= 1) {
                long two = one * 0x2545F4914F6CDD1DL + lower[i - 1];
                add(two * (SALT + 8), Place.at(TWO_WORDS, i - 1));
                add((window & 0xFFFFL) * (SALT + 12), Place.at(TWO_CLASSES, i - 1));
                if (i >= 2) {
                    add((two * 0x2545F4914F6CDD1DL + lower[i - 2]) * (SALT + 10), Place.at(THREE_WORDS, i - 2));
                    add((window & 0xFF_FFFFL) * (SALT + 14), Place.at(THREE_CLASSES, i - 2));
                }
                if (i >= 3) {
                    add((window & 0xFFFF_FFFFL) * (SALT + 16), Place.at(FOUR_CLASSES, i - 3));
                }
            }
            if (cased[i] != lower[i]) {
                add(cased[i] * (SALT + 18), Place.at(CASED_WORD, i));
            }
            if (Tokens.isMark(wordClass)) {
                marks = (marks << 16) | ((long) Rhythm.gap(i - lastMark - 1) << 8) | wordClass;
                if (lastMark >= 0) {
                    add((marks & 0xFF_FFFFL) * (SALT + 20), Place.at(TWO_MARKS, lastMark));
                }
                if (markBefore >= 0) {
                    add((marks & 0xFF_FFFF_FFFFL) * (SALT + 22), Place.at(THREE_MARKS, markBefore));
                }
                markBefore = lastMark;
                lastMark = i;
            }
        }
    }
}
