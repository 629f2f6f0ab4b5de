// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/**
 * Chooses how to cut a JSON input into records from its beginning: line by line, unless it is a top-level array or its
 * first value plainly goes on over several lines.
 *
 * <p>A log whose first line is cut off must not be taken for one value that never ends, so a first line that is
 * incomplete must break where a pretty-printer breaks lines, and the second must go on from there.
 */
public final class FramingChoice {
    /** No printer opens more levels before it breaks the line. */
    private static final int MOST_LEVELS = 8;

    private FramingChoice() {}

    /** The framing for an input that begins with {@code bytes[0..length)}. */
    public static Framing of(byte[] bytes, int length) {
        int start = skipBlank(bytes, 0, length);
        if (start == length) {
            return new LineFraming();
        }
        if (bytes[start] == '[') {
            return new ValueFraming();
        }
        if (bytes[start] != '{') {
            return new LineFraming();
        }
        ValueDepth depth = new ValueDepth();
        byte last = '{';
        int i = start;
        for (; i < length && bytes[i] != '\n'; i++) {
            depth.accept(bytes[i]);
            last = isBlank(bytes[i]) ? last : bytes[i];
        }
        int next = skipBlank(bytes, i, length);
        boolean goesOn = next < length
                && depth.levels() > 0
                && depth.levels() <= MOST_LEVELS
                && !depth.isInString()
                && goesOn(last, bytes[next])
                && !isWholeObject(bytes, next, length);
        return goesOn ? new ValueFraming() : new LineFraming();
    }

    /** Whether a line ending in {@code last} and one starting with {@code first} can be parts of one value. */
    private static boolean goesOn(byte last, byte first) {
        return switch (last) {
            case '{' -> first == '"' || first == '}';
            case ',' -> first == '"';
            case '[' -> first == '"' || first == '{' || first == '[' || first == ']';
            case ':' -> first == '"' || first == '{' || first == '[';
            default -> false;
        };
    }

    /** Whether the line from {@code from} on is an object and nothing else: a record after a first that was cut off. */
    private static boolean isWholeObject(byte[] bytes, int from, int length) {
        if (bytes[from] != '{') {
            return false;
        }
        ValueDepth depth = new ValueDepth();
        for (int i = from; i < length && bytes[i] != '\n'; i++) {
            if (depth.justClosed() && !isBlank(bytes[i])) {
                return false;
            }
            if (!depth.justClosed()) {
                depth.accept(bytes[i]);
            }
        }
        return depth.justClosed();
    }

    private static int skipBlank(byte[] bytes, int from, int length) {
        int i = from;
        while (i < length && (isBlank(bytes[i]) || isByteOrderMark(bytes[i]))) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean isByteOrderMark(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
    }
}
