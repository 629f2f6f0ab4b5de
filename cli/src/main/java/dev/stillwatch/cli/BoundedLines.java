// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream, of which one that is too long is passed over and not held. Not thread-safe. */
final class BoundedLines {
    private static final int MOST_BYTES = 64 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private long number;
    private boolean tooLong;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    BoundedLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; {@code false} at the end. */
    boolean next() throws IOException {
        line.reset();
        tooLong = false;
        boolean any = false;
        while (true) {
            if (at == filled) {
                at = 0;
                filled = in.read(buffer);
                if (filled <= 0) {
                    filled = 0;
                    number += any ? 1 : 0;
                    return any;
                }
            }
            any = true;
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + (end - at) > MOST_BYTES) {
                tooLong = true;
                line.reset();
            }
            if (!tooLong) {
                line.write(buffer, at, end - at);
            }
            boolean ended = end < filled;
            at = ended ? end + 1 : end;
            if (ended) {
                number++;
                return true;
            }
        }
    }

    /** The line's bytes without its end. */
    byte[] line() {
        return line.toByteArray();
    }

    /** Whether it was too long to hold. */
    boolean tooLong() {
        return tooLong;
    }

    /** Its number, from 1. */
    long number() {
        return number;
    }
}
