// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;

/**
 * Turns a text into its style features: hashed n-grams of characters, words, word classes and punctuation, with counts.
 *
 * <p>Independent of any classifier: whoever compares how texts are written, rather than what they say, may use it. Blanks
 * are folded, curly quotes straightened and blank ends cut off first, because these differ between export pipelines and
 * not between writers. N-grams
 * have 3 characters, 1 or 2 words, 3 word classes, 2 or 3 punctuation marks.
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
    private static final long MIX = 0x2545F4914F6CDD1DL;
    private static final int MOST = Byte.MAX_VALUE;

    /** Characters, words, and templates with rhythm. */
    static final int BLOCKS = 3;

    /** Three blocks of this length make a vector of length one. */
    static final double BLOCK_LENGTH = StrictMath.sqrt(1.0 / BLOCKS);

    private static final float[] DAMPED = new float[MOST + 1];
    private static final int[] DAMPED_STEPS = new int[MOST + 1];
    private static final int FEATURES_PER_CHARACTER = 7;
    private static final int THREE_CHARACTERS = Place.of(GramKind.CHARACTERS, 3);
    private static final int ONE_WORD = Place.of(GramKind.WORDS, 1);
    private static final int TWO_WORDS = Place.of(GramKind.WORDS, 2);
    private static final int CASED_WORD = Place.of(GramKind.CASED_WORD, 1);
    private static final int THREE_CLASSES = Place.of(GramKind.TEMPLATE, 3);
    private static final int TWO_MARKS = Place.of(GramKind.RHYTHM, 2);
    private static final int THREE_MARKS = Place.of(GramKind.RHYTHM, 3);

    private final FoldedText text = new FoldedText();
    private final Tokens tokens = new Tokens();
    private final byte[] counts = new byte[DIMENSIONS];
    private int[] ids = new int[0];
    private int[] places = new int[0];
    private final int[] blockEnds = new int[BLOCKS];
    private int size;

    static {
        for (int count = 0; count < DAMPED.length; count++) {
            DAMPED[count] = (float) StrictMath.log1p(count);
            DAMPED_STEPS[count] = (int) Math.round(64 * StrictMath.log1p(count));
        }
    }

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
        blockEnds[0] = size;
        readWords();
        blockEnds[1] = size;
        readTemplates();
        blockEnds[2] = size;
    }

    /** Number of distinct features of the text read last. */
    public int size() {
        return size;
    }

    /** Number of words in the text read last; punctuation marks are none. */
    public int words() {
        return tokens.words();
    }

    /** Share of the words that are English function words, 0 to 1; 0 without words. */
    public double functionWords() {
        return tokens.words() == 0 ? 0 : (double) tokens.functionWords() / tokens.words();
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

    /** Weight of a feature before blocks are brought to one length: the logarithm of one plus its count. */
    float damped(int index) {
        return DAMPED[counts[ids[index]]];
    }

    /** {@link #damped} in steps of 1/64, rounded. */
    int dampedSteps(int index) {
        return DAMPED_STEPS[counts[ids[index]]];
    }

    /** Index after the last feature of a block; a block begins where the one before ends. */
    int blockEnd(int block) {
        return blockEnds[block];
    }

    /** Brings the damped weights of a block to the block's length; 0 for an empty block. */
    double blockNorm(int block) {
        double squares = 0;
        for (int i = block == 0 ? 0 : blockEnds[block - 1]; i < blockEnds[block]; i++) {
            squares += (double) damped(i) * damped(i);
        }
        return squares == 0 ? 0 : BLOCK_LENGTH / StrictMath.sqrt(squares);
    }

    /**
     * The text read last as a sparse vector. Each feature weighs the logarithm of one plus its count; characters, words,
     * and templates with rhythm are three blocks of equal length, and the whole has unit length.
     */
    public StyleVector vector() {
        long[] sorted = new long[size];
        int start = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double norm = blockNorm(block);
            for (int i = start; i < blockEnds[block]; i++) {
                sorted[i] = ((long) ids[i] << Integer.SIZE) | Float.floatToRawIntBits((float) (damped(i) * norm));
            }
            start = blockEnds[block];
        }
        Arrays.sort(sorted);
        int[] ascending = new int[size];
        float[] weights = new float[size];
        for (int i = 0; i < size; i++) {
            ascending[i] = (int) (sorted[i] >>> Integer.SIZE);
            weights[i] = Float.intBitsToFloat((int) sorted[i]);
        }
        return new StyleVector(ascending, weights);
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
            if (i > 1) {
                add((window & 0xFF_FFFFL) * SALT, Place.at(THREE_CHARACTERS, i - 2));
            }
        }
    }

    private void readWords() {
        int[] lower = tokens.hashes();
        int[] cased = tokens.cased();
        int count = tokens.size();
        long before = 0;
        for (int i = 0; i < count; i++) {
            long one = lower[i];
            add(one * (SALT + 4), Place.at(ONE_WORD, i));
            if (i > 0) {
                add((before * MIX + one) * (SALT + 6), Place.at(TWO_WORDS, i - 1));
            }
            if (cased[i] != lower[i]) {
                add(cased[i] * (SALT + 10), Place.at(CASED_WORD, i));
            }
            before = one;
        }
    }

    private void readTemplates() {
        byte[] classes = tokens.classes();
        int count = tokens.size();
        long window = 0;
        long marks = 0;
        int lastMark = -1;
        int markBefore = -1;
        for (int i = 0; i < count; i++) {
            int wordClass = classes[i] & 0xFF;
            window = (window << 8) | wordClass;
            if (i > 1) {
                add((window & 0xFF_FFFFL) * (SALT + 12), Place.at(THREE_CLASSES, i - 2));
            }
            if (WordClasses.isMark(wordClass)) {
                marks = (marks << 16) | ((long) Rhythm.gap(i - lastMark - 1) << 8) | wordClass;
                // Of the first mark only its class counts: what stood before it belongs to another gram.
                if (lastMark >= 0) {
                    add((marks & 0xFF_FFFFL) * (SALT + 16), Place.at(TWO_MARKS, lastMark));
                }
                if (markBefore >= 0) {
                    add((marks & 0xFF_FFFF_FFFFL) * (SALT + 18), Place.at(THREE_MARKS, markBefore));
                }
                markBefore = lastMark;
                lastMark = i;
            }
        }
    }
}
