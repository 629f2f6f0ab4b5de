// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

/**
 * Text that others chose, such as account names, in a form that every database keeps as it is.
 *
 * <p>PostgreSQL refuses the character NUL, and UTF-8 cannot hold half a surrogate pair, yet an account may be called
 * either. Both are escaped with a backslash, and so is the backslash, so that each text comes back exactly.
 */
final class StoredText {
    private StoredText() {}

    static String of(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text, plain)) {
            plain++;
        }
        return plain == text.length() ? text : escaped(text);
    }

    private static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        return c != 0 && c != '\\' && !Character.isSurrogate(c);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                out.append(String.format("\\%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    static String read(String stored) {
        if (stored.indexOf('\\') < 0) {
            return stored;
        }
        StringBuilder out = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (stored.charAt(i + 1) == '\\') {
                out.append('\\');
                i++;
            } else {
                out.append((char) Integer.parseInt(stored.substring(i + 1, i + 5), 16));
                i += 4;
            }
        }
        return out.toString();
    }
}
