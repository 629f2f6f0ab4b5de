// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What each UTF-16 unit is to a word: a letter or digit in its plain form (lower case, without accent), or one of the
 * marks below.
 *
 * <p>A table of 128 KiB, made once in a few milliseconds.
 */
final class Letters {
    /** Separates words. */
    static final char SEPARATOR = 0;
    /** Belongs to the letter before it, and is left out: {@code e} with a combining accent is {@code e}. */
    static final char ACCENT = 1;
    /** An ideograph or syllable sign, which is a word of its own. */
    static final char ALONE = 2;
    /** The first half of a pair. */
    static final char HIGH = 3;
    /** The second half of a pair. */
    static final char LOW = 4;
    /** Values from here on are letters and digits. */
    static final char PLAIN = '0';

    private static final char FIRST_ALONE = 0x2E80;
    private static final char[] TABLE = table();

    private Letters() {}

    /** The table, by UTF-16 unit; not to be written to. */
    static char[] shared() {
        return TABLE;
    }

    private static char[] table() {
        char[] table = new char[1 << 16];
        for (int c = 0; c < table.length; c++) {
            table[c] = of((char) c);
        }
        return table;
    }

    private static char of(char c) {
        if (Character.isHighSurrogate(c)) {
            return HIGH;
        }
        if (Character.isLowSurrogate(c)) {
            return LOW;
        }
        if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return ACCENT;
        }
        if (!Character.isLetterOrDigit(c)) {
            return SEPARATOR;
        }
        if (c >= FIRST_ALONE && standsAlone(c)) {
            return ALONE;
        }
        return c < 128 ? Character.toLowerCase(c) : plain(c);
    }

    private static boolean standsAlone(int codePoint) {
        if (Character.isIdeographic(codePoint)) {
            return true;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL
                || script == Character.UnicodeScript.BOPOMOFO
                || script == Character.UnicodeScript.YI;
    }

    /** Full-width forms become ASCII, accents go; what decomposes otherwise stays whole. */
    private static char plain(char c) {
        String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
        char base = parts.charAt(0);
        boolean accented = Character.isLetterOrDigit(base)
                && parts.chars().skip(1).allMatch(part -> Character.getType(part) == Character.NON_SPACING_MARK);
        String lower = String.valueOf(accented ? base : c).toLowerCase(Locale.ROOT);
        return lower.charAt(0);
    }
}
