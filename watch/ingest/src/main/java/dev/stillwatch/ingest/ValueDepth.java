// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/** Follows how deep inside a JSON value a stream of bytes is. Not thread-safe. */
final class ValueDepth {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean closed;

    void accept(byte b) {
        closed = false;
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
                closed = depth == 0;
            }
            return;
        }
        switch (b) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth--;
                closed = depth <= 0;
            }
            default -> {
                // Part of a number, a word or white space.
            }
        }
    }

    /** Whether the last byte ended a string, object or array that stands in nothing else. */
    boolean justClosed() {
        return closed;
    }

    /** Whether the next byte stands in no string, object or array. */
    boolean isOutside() {
        return depth <= 0 && !inString;
    }

    /** How many objects and arrays the next byte stands in. */
    int levels() {
        return depth;
    }

    boolean isInString() {
        return inString;
    }

    void reset() {
        depth = 0;
        inString = false;
        escaped = false;
        closed = false;
    }
}
