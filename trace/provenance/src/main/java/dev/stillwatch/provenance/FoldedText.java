// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;

/**
 * A text without what export pipelines add or lose: blank runs folded, ends cut, curly quotes made straight.
 *
 * <p>Begins and ends with a new line, so that first and last n-grams show where they stand. Reused; not thread-safe.
 */
final class FoldedText {
    static final char NEW_LINE = '\n';

    private char[] characters = new char[0];
    private byte[] folded = new byte[0];
    private int length;

    void read(CharSequence text, int most) {
        int end = Math.min(text.length(), most);
        if (characters.length < end + 2) {
            characters = new char[end + 2];
            folded = new byte[end + 2];
        }
        length = 0;
        put(NEW_LINE);
        int blanks = 0;
        int lines = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '\u00a0') {
                blanks++;
                lines += c == NEW_LINE ? 1 : 0;
                continue;
            }
            if (blanks > 0) {
                putBlank(lines);
                blanks = 0;
                lines = 0;
            }
            put(c < 128 ? c : straight(c));
        }
        if (characters[length - 1] != NEW_LINE) {
            put(NEW_LINE);
        }
    }

    private void putBlank(int lines) {
        if (lines == 0) {
            put(' ');
        } else if (length > 1) {
            put(NEW_LINE);
            if (lines > 1) {
                put(NEW_LINE);
            }
        }
    }

    private void put(char c) {
        characters[length] = c;
        folded[length] = (byte) (c < 128 ? c : 128 | ((c * 0x9E3779B1) >>> 25));
        length++;
    }

    private static char straight(char c) {
        return switch (c) {
            case '\u2018', '\u2019', '\u201a', '\u201b', '\u02bc' -> '\'';
            case '\u201c', '\u201d', '\u201e', '\u201f' -> '"';
            default -> c;
        };
    }

    int length() {
        return length;
    }

    char at(int index) {
        return characters[index];
    }

    /** One byte a character; characters beyond ASCII share 128 of them. */
    byte[] folded() {
        return folded;
    }

    char[] characters() {
        return characters;
    }

    String text(int start, int end) {
        return new String(Arrays.copyOfRange(characters, start, end));
    }
}
