// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/**
 * Completes JSON that was cut off: exporters limit an attribute's length, and a long prompt is just what must not be
 * lost by that.
 */
final class CutJson {
    private CutJson() {}

    /** The text with its open strings, objects and arrays closed; a whole value stays as it is. */
    static String closed(String text) {
        StringBuilder closers = new StringBuilder();
        boolean inString = false;
        int escape = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    escape = i;
                    i += i + 1 < text.length() && text.charAt(i + 1) == 'u' ? 5 : 1;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                closers.append(c == '{' ? '}' : ']');
            } else if ((c == '}' || c == ']') && !closers.isEmpty()) {
                closers.setLength(closers.length() - 1);
            }
        }
        if (!inString && closers.isEmpty()) {
            return text;
        }
        boolean cutEscape = inString && escape >= 0 && escape + escapeLength(text, escape) > text.length();
        return (cutEscape ? text.substring(0, escape) : text) + (inString ? "\"" : "") + closers.reverse();
    }

    private static int escapeLength(String text, int escape) {
        return escape + 1 < text.length() && text.charAt(escape + 1) == 'u' ? 6 : 2;
    }
}
