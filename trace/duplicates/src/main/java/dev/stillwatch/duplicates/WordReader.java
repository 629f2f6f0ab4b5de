// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

/**
 * Reads a text as words and gives a 64-bit hash of each.
 *
 * <p>A word is a run of letters and digits, or one ideograph or syllable sign; all else separates. Case, accents and
 * full-width forms make no difference, nor does how a text is composed (NFC or NFD). Linear, memory of some KiB whatever
 * the text's length. Used by one thread, for one text.
 */
final class WordReader {
    private static final int CHUNK = 1024;
    private static final long STEP = 0x880355F21E6D1965L;

    private static final int NOTHING = 0;
    private static final int INSIDE = 1;
    private static final int WHOLE = 2;
    private static final int APART = 3;

    private final CharSequence text;
    private final long seed;
    private final char[] letters = Letters.shared();
    private final char[] chunk;
    private int filled;
    private int at;
    private int read;
    /** Hash of the word that is open; the seed itself while none is. */
    private long open;

    /** The code point that {@link #sign(char, char, int)} spoke of. */
    private int sign;

    /** Whether the next unit is the second half of a pair that was taken with the first. */
    private boolean paired;

    /**
     * A reader at the start of {@code text}.
     *
     * @param seed of the hashes; those of two seeds have nothing to do with each other
     */
    WordReader(CharSequence text, long seed) {
        this.text = text;
        this.seed = seed;
        this.open = seed;
        this.chunk = new char[Math.min(CHUNK, text.length())];
    }

    /** Writes the next words into {@code words} from {@code start} on and returns where they end: {@code start} at the end. */
    int next(long[] words, int start) {
        int n = start;
        long hash = open;
        int i = at;
        // One place stays free: an ideograph may close a word and be one.
        while (n < words.length - 1) {
            if (i == filled) {
                if (!fill()) {
                    if (hash != seed) {
                        words[n++] = Bits.mix(hash);
                        hash = seed;
                    }
                    break;
                }
                i = 0;
            }
            char letter = letters[chunk[i++]];
            if (letter >= Letters.PLAIN) {
                hash = (hash ^ letter) * STEP;
            } else if (letter == Letters.SEPARATOR) {
                if (hash != seed) {
                    words[n++] = Bits.mix(hash);
                    hash = seed;
                }
            } else if (letter != Letters.ACCENT) {
                int kind = sign(letter, chunk[i - 1], i);
                if (kind == INSIDE) {
                    hash = (hash ^ sign) * STEP;
                } else if (kind != NOTHING) {
                    if (hash != seed) {
                        words[n++] = Bits.mix(hash);
                        hash = seed;
                    }
                    if (kind == WHOLE) {
                        words[n++] = Bits.mix((seed ^ sign) * STEP);
                    }
                }
            }
        }
        at = i;
        open = hash;
        return n;
    }

    /** What an ideograph, or half of a pair, amounts to; a half without its other half separates. */
    private int sign(char kind, char c, int next) {
        if (kind == Letters.ALONE) {
            sign = c;
            return WHOLE;
        }
        if (kind == Letters.LOW) {
            boolean second = paired;
            paired = false;
            return second ? NOTHING : APART;
        }
        char low = next < filled ? chunk[next] : read < text.length() ? text.charAt(read) : 0;
        paired = Character.isLowSurrogate(low);
        if (!paired) {
            return APART;
        }
        sign = Character.toLowerCase(Character.toCodePoint(c, low));
        if (Character.isIdeographic(sign)) {
            return WHOLE;
        }
        return Character.isLetterOrDigit(sign) ? INSIDE : APART;
    }

    private boolean fill() {
        int length = Math.min(chunk.length, text.length() - read);
        if (length <= 0) {
            return false;
        }
        text.getChars(read, read + length, chunk, 0);
        read += length;
        filled = length;
        return true;
    }
}
