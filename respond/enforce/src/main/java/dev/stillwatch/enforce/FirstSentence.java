// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

/**
 * Passes the first sentence of a text that comes in pieces, and nothing after it: what a model set out to do, not how it
 * got there. At most {@value #MOST} characters. Not thread-safe.
 */
final class FirstSentence {
    private static final int MOST = 200;

    private int passed;
    private boolean over;
    private boolean stopped;

    /** The part of this piece that belongs to the first sentence. */
    String next(String piece) {
        int end = 0;
        while (end < piece.length() && !over) {
            char c = piece.charAt(end);
            if ((c == '\n' && passed > 0) || (stopped && Character.isWhitespace(c)) || passed >= MOST) {
                over = true;
                break;
            }
            stopped = c == '.' || c == '!' || c == '?' || c == '。';
            passed++;
            end++;
        }
        return piece.substring(0, end);
    }

    static String of(String text) {
        return new FirstSentence().next(text);
    }
}
