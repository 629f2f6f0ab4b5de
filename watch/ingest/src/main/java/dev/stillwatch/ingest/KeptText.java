// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import tools.jackson.core.JsonParser;

/**
 * The part of a text that is kept: all of it, or the first {@value #HEAD} and the last {@value #TAIL} characters with a
 * line break between.
 *
 * <p>Instructions stand at the ends of a prompt and pasted material in its middle, so detection looks at the ends, and
 * a hostile 10 MB prompt costs no more than a long one.
 */
final class KeptText {
    static final int HEAD = 64 * 1024;
    static final int TAIL = 16 * 1024;

    private KeptText() {}

    /** The kept part of the string at the parser's current token. */
    static String of(JsonParser p) {
        int length = p.getStringLength();
        if (length == 0 && p.objectReadContext() instanceof LongStrings strings) {
            return strings.kept(p).orElse("");
        }
        if (length <= HEAD + TAIL + 1) {
            return p.getString();
        }
        char[] characters = p.getStringCharacters();
        int from = p.getStringOffset();
        int headEnd = from + HEAD - (Character.isHighSurrogate(characters[from + HEAD - 1]) ? 1 : 0);
        int tailStart = from + length - TAIL;
        tailStart += Character.isLowSurrogate(characters[tailStart]) ? 1 : 0;
        return new StringBuilder(HEAD + TAIL + 1)
                .append(characters, from, headEnd - from)
                .append('\n')
                .append(characters, tailStart, from + length - tailStart)
                .toString();
    }

    /** The kept part of a text. */
    static String of(CharSequence text) {
        int length = text.length();
        if (length <= HEAD + TAIL + 1) {
            return text.toString();
        }
        int headEnd = HEAD - (Character.isHighSurrogate(text.charAt(HEAD - 1)) ? 1 : 0);
        int tailStart = length - TAIL;
        tailStart += Character.isLowSurrogate(text.charAt(tailStart)) ? 1 : 0;
        return new StringBuilder(HEAD + TAIL + 1)
                .append(text, 0, headEnd)
                .append('\n')
                .append(text, tailStart, length)
                .toString();
    }
}
