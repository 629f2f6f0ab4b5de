// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;

/**
 * Splits a prompt into words and keeps only a 32-bit hash of each: the one view of text that detection has.
 *
 * <p>A token is a run of letters (lower-cased), one ideograph or syllable sign, or a run of digits, all of which are the
 * same token {@link #NUMBER}; everything else separates. The first {@value #HEAD} and the last {@value #TAIL} tokens are
 * kept, because instructions stand at the ends of a prompt and pasted material in its middle. Linear in the text's
 * length, memory bounded by the kept tokens. Immutable.
 */
public final class PromptTokens {
    /** Tokens kept from the start. */
    public static final int HEAD = 256;
    /** Tokens kept from the end, of prompts longer than {@link #HEAD}. */
    public static final int TAIL = 64;
    /** Every run of digits. */
    public static final int NUMBER = hashOf("#");

    private final int[] hashes;
    private final int total;
    private final long identity;

    private PromptTokens(int[] hashes, int total, long identity) {
        this.hashes = hashes;
        this.total = total;
        this.identity = identity;
    }

    /** The tokens of a text. */
    public static PromptTokens of(CharSequence text) {
        return of(text.toString().toCharArray());
    }

    private static PromptTokens of(char[] text) {
        int[] head = new int[Math.min(HEAD, 16 + text.length / 4)];
        int[] tail = new int[0];
        int count = 0;
        long identity = 0;
        int i = 0;
        while (i < text.length) {
            char c = text[i];
            char lower = lowerOrSeparator(c);
            int token;
            int exact = 0;
            if (lower != SEPARATOR) {
                int hash = FNV_BASIS;
                while (lower != SEPARATOR) {
                    hash = (hash ^ lower) * FNV_PRIME;
                    i++;
                    lower = i < text.length ? lowerOrSeparator(text[i]) : SEPARATOR;
                }
                token = finish(hash);
            } else if (isDigit(c)) {
                int digits = FNV_BASIS;
                while (i < text.length && isDigit(text[i])) {
                    digits = (digits ^ text[i]) * FNV_PRIME;
                    i++;
                }
                exact = finish(digits);
                token = NUMBER;
            } else if (isIdeographic(c) && Character.isLetter(c)) {
                token = finish((FNV_BASIS ^ c) * FNV_PRIME);
                i++;
            } else {
                i++;
                continue;
            }
            if (count < HEAD) {
                if (count == head.length) {
                    head = Arrays.copyOf(head, Math.min(HEAD, head.length * 2));
                }
                head[count] = token;
            } else {
                if (tail.length == 0) {
                    tail = new int[TAIL];
                }
                tail[(count - HEAD) % TAIL] = token;
            }
            identity = (identity ^ token ^ (long) exact << 32) * 0x9E3779B97F4A7C15L;
            identity ^= identity >>> 29;
            count++;
        }
        return new PromptTokens(joined(head, tail, count), count, identity);
    }

    private static int[] joined(int[] head, int[] tail, int count) {
        if (count <= HEAD) {
            return Arrays.copyOf(head, count);
        }
        int kept = Math.min(TAIL, count - HEAD);
        int[] all = Arrays.copyOf(head, HEAD + kept);
        for (int k = 0; k < kept; k++) {
            all[HEAD + k] = tail[(count - HEAD - kept + k) % TAIL];
        }
        return all;
    }

    /** The hash of one word, as it stands in {@link #hash}; the word must be one token. */
    public static int hashOf(CharSequence word) {
        int hash = FNV_BASIS;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ lower(word.charAt(i))) * FNV_PRIME;
        }
        return finish(hash);
    }

    /** How many tokens are kept. */
    public int size() {
        return hashes.length;
    }

    /** How many tokens the text had, kept or not. */
    public int total() {
        return total;
    }

    /** A 64-bit hash of all words and numbers in their order: equal for texts that differ in case or punctuation only. */
    public long identity() {
        return identity;
    }

    /** The hash of the kept token at {@code index}, 0 to {@link #size} - 1. */
    public int hash(int index) {
        return hashes[index];
    }

    private static final int FNV_BASIS = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private static int finish(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    /** Stands for what is no part of a word; no letter is a control character. */
    private static final char SEPARATOR = 0;
    /** The lower case of ASCII letters, {@link #SEPARATOR} for the rest: most text is ASCII. */
    private static final char[] ASCII = ascii();

    private static char[] ascii() {
        char[] lower = new char[128];
        for (char c = 'a'; c <= 'z'; c++) {
            lower[c] = c;
            lower[c - 32] = c;
        }
        return lower;
    }

    private static char lowerOrSeparator(char c) {
        if (c < 128) {
            return ASCII[c];
        }
        return continuesWord(c) ? Character.toLowerCase(c) : SEPARATOR;
    }

    private static boolean isDigit(char c) {
        return c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c);
    }

    private static char lower(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
    }

    private static boolean continuesWord(char c) {
        return Character.isLetter(c) && !isIdeographic(c);
    }

    private static boolean isIdeographic(char c) {
        return c >= 0x2E80
                && (Character.isIdeographic(c) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF));
    }
}
