// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

/**
 * The words, numbers, punctuation marks and line ends of a text, each with its hashes and its word class.
 *
 * <p>A word is letters, digits and inner apostrophes. Characters of scripts without blanks between words are a word each.
 * Reused; not thread-safe.
 */
final class Tokens {
    private static final byte MARK = 0;
    private static final byte LETTER = 1;
    private static final byte BLANK = 2;
    private static final byte[] ASCII = new byte[128];
    private static final byte[] LOWER = new byte[128];

    static {
        for (int c = 0; c < 128; c++) {
            ASCII[c] = Character.isLetterOrDigit(c) || c == '_' ? LETTER : c == ' ' ? BLANK : MARK;
            LOWER[c] = (byte) Character.toLowerCase(c);
        }
    }

    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private int[] hashes = new int[0];
    private int[] cased = new int[0];
    private byte[] classes = new byte[0];
    private int size;
    private int words;
    private int functionWords;

    void read(FoldedText text) {
        size = 0;
        words = 0;
        functionWords = 0;
        int length = text.length();
        if (starts.length < length) {
            starts = new int[length];
            ends = new int[length];
            hashes = new int[length];
            cased = new int[length];
            classes = new byte[length];
        }
        char[] characters = text.characters();
        int i = 0;
        while (i < length) {
            char c = characters[i];
            int kind = c < 128 ? ASCII[c] : other(c);
            if (kind == LETTER) {
                i = readWord(characters, i, length);
            } else {
                if (kind == MARK) {
                    putMark(i, c);
                }
                i++;
            }
        }
    }

    private int readWord(char[] characters, int start, int length) {
        int lower = 0;
        int exact = 0;
        int beforeLast = 0;
        int last = 0;
        int i = start;
        while (i < length) {
            char c = characters[i];
            if (c < 128
                    ? ASCII[c] != LETTER && !innerApostrophe(characters, i, start, length)
                    : !continues(c, i, start)) {
                break;
            }
            int small = c < 128 ? LOWER[c] : Character.toLowerCase(c);
            lower = WordClasses.step(lower, small);
            exact = WordClasses.step(exact, c);
            beforeLast = last;
            last = small;
            i++;
            if (standsAlone(c)) {
                break;
            }
        }
        char first = characters[start];
        int wordClass =
                first >= '0' && first <= '9' ? WordClasses.NUMBER : WordClasses.of(lower, i - start, beforeLast, last);
        functionWords += WordClasses.isFunctionWord(wordClass) ? 1 : 0;
        if (first < 128 ? first >= 'A' && first <= 'Z' : Character.isUpperCase(first)) {
            wordClass |= WordClasses.CAPITAL;
        }
        put(start, i, lower, exact, wordClass);
        words++;
        return i;
    }

    private static boolean innerApostrophe(char[] characters, int i, int start, int length) {
        return characters[i] == '\''
                && i > start
                && i + 1 < length
                && characters[i + 1] < 128
                && ASCII[characters[i + 1]] == LETTER;
    }

    private static boolean continues(char c, int i, int start) {
        return other(c) == LETTER && (i == start || !standsAlone(c));
    }

    private static boolean standsAlone(char c) {
        return c >= '\u2e80' && c < '\ud7a4';
    }

    private static int other(char c) {
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
            return LETTER;
        }
        return Character.isWhitespace(c) || Character.getType(c) == Character.FORMAT ? BLANK : MARK;
    }

    private void putMark(int at, char c) {
        int hash = WordClasses.step(0x51ED270B, c);
        put(at, at + 1, hash, hash, c == FoldedText.NEW_LINE ? WordClasses.NEW_LINE : WordClasses.ofMark(c));
    }

    private void put(int start, int end, int lower, int exact, int wordClass) {
        starts[size] = start;
        ends[size] = end;
        hashes[size] = lower;
        cased[size] = exact;
        classes[size] = (byte) wordClass;
        size++;
    }

    int size() {
        return size;
    }

    int words() {
        return words;
    }

    int functionWords() {
        return functionWords;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    /** Hash of the token in lower case. */
    int[] hashes() {
        return hashes;
    }

    /** Hash of the token as it stands; equal to the one in lower case when nothing is a capital. */
    int[] cased() {
        return cased;
    }

    /** See {@link WordClasses}; unsigned. */
    byte[] classes() {
        return classes;
    }
}
