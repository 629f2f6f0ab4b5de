// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

/**
 * Passes the first sentence of a text that comes in pieces, and nothing after it: what a model set out to do, not how it
 * got there. At most {@value #MOST} characters. Not thread-safe.
 *
 * <p>A sentence ends at a full stop, question or exclamation mark before a space, at those of scripts that write no
 * spaces, and at the end of a line.
 */
final class FirstSentence {
    /** Code points passed at most. */
    static final int MOST = 200;

    private static final String STOPS = ".!?\u2026\u061f\u06d4\u0964\u0965";
    private static final String FULL_STOPS = "\u3002\uff01\uff1f\uff61";
    private static final String CLOSING = "\"')]}\u201d\u2019\u00bb\u300d\u300f\uff09*_";

    private int passed;
    private boolean begun;
    private boolean over;
    private boolean stopped;
    private boolean fullyStopped;

    /** The part of this piece that belongs to the first sentence. */
    String next(String piece) {
        int end = 0;
        while (end < piece.length() && !over) {
            char c = piece.charAt(end);
            if (ends(c)) {
                over = true;
            } else {
                end++;
                // The second half of a pair belongs to the first, even where a piece ends between them.
                passed += Character.isLowSurrogate(c) ? 0 : 1;
                begun |= !Character.isWhitespace(c);
                boolean closing = CLOSING.indexOf(c) >= 0;
                stopped = STOPS.indexOf(c) >= 0 || (stopped && closing);
                fullyStopped = FULL_STOPS.indexOf(c) >= 0 || (fullyStopped && closing);
            }
        }
        return piece.substring(0, end);
    }

    private boolean ends(char c) {
        return (begun && (c == '\n' || c == '\r'))
                || (stopped && Character.isWhitespace(c))
                || (fullyStopped && CLOSING.indexOf(c) < 0 && FULL_STOPS.indexOf(c) < 0)
                || (passed >= MOST && !Character.isLowSurrogate(c));
    }
}
