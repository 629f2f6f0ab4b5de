// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a string of a JSON text lies, found eight bytes at a time.
 *
 * @param from its first byte, after the quote
 * @param end where the quote after it is; -1 where there is none or an escape or a byte is not allowed before it
 * @param length its characters, as {@link String#length} counts them
 * @param isSimple whether it is ASCII, and its escapes are of two characters
 */
record JsonString(int from, int end, int length, boolean isSimple) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int MALFORMED = -1;

    /** Looks at the string whose first byte, after the quote, is at {@code from}. */
    static JsonString at(byte[] json, int from) {
        int length = 0;
        boolean simple = true;
        int at = from;
        while (true) {
            int special = special(json, at, json.length);
            length += special - at;
            at = special;
            if (at == json.length) {
                return new JsonString(from, MALFORMED, length, simple);
            }
            if (json[at] == '"') {
                return new JsonString(from, at, length, simple);
            }
            int bytes = bytes(json, at);
            if (bytes == MALFORMED) {
                return new JsonString(from, MALFORMED, length, simple);
            }
            simple &= json[at] == '\\' && bytes == 2;
            length += characters(json, at, bytes);
            at += bytes;
        }
    }

    boolean isMalformed() {
        return end == MALFORMED;
    }

    /** The first place from {@code from} on with a quote, a backslash or a byte beyond ASCII; {@code to} if none is before. */
    private static int special(byte[] json, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long bytes = (long) LONGS.get(json, at);
            // The lowest byte found is right, which is all that is asked; borrowing can only disturb those above it.
            long quote = bytes ^ '"' * EACH;
            long backslash = bytes ^ '\\' * EACH;
            long found = ((quote - EACH & ~quote) | (backslash - EACH & ~backslash) | bytes) & HIGH;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && json[at] != '"' && json[at] != '\\' && json[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Bytes of the escape or of the character beyond ASCII at {@code at}. */
    private static int bytes(byte[] json, int at) {
        int lead = json[at];
        if (lead == '\\') {
            if (at + 1 < json.length && json[at + 1] == 'u') {
                return at + 5 < json.length && isHex(json, at + 2) ? 6 : MALFORMED;
            }
            return at + 1 < json.length && ESCAPES.indexOf(json[at + 1]) >= 0 ? 2 : MALFORMED;
        }
        int bytes = (lead & 0xE0) == 0xC0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : (lead & 0xF8) == 0xF0 ? 4 : MALFORMED;
        for (int i = 1; i < bytes; i++) {
            if (at + i >= json.length || (json[at + i] & 0xC0) != 0x80) {
                return MALFORMED;
            }
        }
        return bytes;
    }

    private static boolean isHex(byte[] json, int from) {
        for (int i = from; i < from + 4; i++) {
            if (json[i] < 0 || Character.digit(json[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int characters(byte[] json, int at, int bytes) {
        return bytes == 4 && json[at] != '\\' ? 2 : 1;
    }

    /**
     * The string as it is written, without some of its middle where it is long: at least {@code head} characters of its
     * start, at least {@code tail} of its end, and in all more than both and one.
     */
    byte[] ends(byte[] json, int head, int tail) {
        int slack = 4;
        if (length <= head + tail + 2 * slack) {
            return Arrays.copyOfRange(json, from, end);
        }
        int headEnd = after(json, head);
        int tailStart = after(json, length - tail - slack);
        byte[] ends = Arrays.copyOfRange(json, from, headEnd + end - tailStart);
        System.arraycopy(json, tailStart, ends, headEnd - from, end - tailStart);
        return ends;
    }

    /** The place after so many characters, or one more where that would be amid one that is two. */
    private int after(byte[] json, int characters) {
        if (length == end - from) {
            return from + characters;
        }
        int at = from;
        int left = characters;
        while (left > 0) {
            int special = special(json, at, Math.min(at + left, end));
            left -= special - at;
            at = special;
            if (left > 0) {
                int bytes = bytes(json, at);
                left -= characters(json, at, bytes);
                at += bytes;
            }
        }
        return at;
    }

    /** What a simple string says: all of it, or its first and last characters with a line break between. */
    String text(byte[] json, int head, int tail) {
        if (length <= head + tail + 1) {
            byte[] all = new byte[length];
            unescape(json, from, end, all, 0);
            return new String(all, StandardCharsets.ISO_8859_1);
        }
        byte[] ends = new byte[head + 1 + tail];
        unescape(json, from, after(json, head), ends, 0);
        ends[head] = '\n';
        unescape(json, after(json, length - tail), end, ends, head + 1);
        return new String(ends, StandardCharsets.ISO_8859_1);
    }

    private static void unescape(byte[] json, int from, int to, byte[] out, int start) {
        int written = start;
        int at = from;
        while (at < to) {
            int special = special(json, at, to);
            System.arraycopy(json, at, out, written, special - at);
            written += special - at;
            if (special < to) {
                out[written++] = (byte) ESCAPED.charAt(ESCAPES.indexOf(json[special + 1]));
            }
            at = special + 2;
        }
    }
}
