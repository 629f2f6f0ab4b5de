// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of an HTTP/1.1 answer as its bytes come in, and counts its events. Not thread-safe. */
final class ResponseParser {
    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        OVER
    }

    private final byte[] head = new byte[16 << 10];
    private Part part = Part.HEAD;
    private int headLength;
    private long left;
    private long line;
    private boolean lineEmpty;
    private boolean afterNewline;
    private int status;
    private int events;

    void reset() {
        part = Part.HEAD;
        headLength = 0;
        left = 0;
        line = 0;
        lineEmpty = true;
        afterNewline = false;
        status = 0;
        events = 0;
    }

    int status() {
        return status;
    }

    /** Events seen so far: ends of lines that follow another. */
    int events() {
        return events;
    }

    /** Takes what came; true when the answer is complete. */
    boolean accept(ByteBuffer in) {
        while (in.hasRemaining() && part != Part.OVER) {
            switch (part) {
                case HEAD -> head(in);
                case BODY -> {
                    skip(in, false);
                    if (left == 0) {
                        part = Part.OVER;
                    }
                }
                case CHUNK_SIZE -> chunkSize(in.get());
                case CHUNK -> {
                    skip(in, true);
                    if (left == 0) {
                        part = Part.CHUNK_END;
                    }
                }
                case CHUNK_END -> {
                    if (in.get() == '\n') {
                        part = Part.CHUNK_SIZE;
                    }
                }
                case TRAILER -> {
                    byte b = in.get();
                    if (b == '\n' && lineEmpty) {
                        part = Part.OVER;
                    } else if (b != '\r') {
                        lineEmpty = b == '\n';
                    }
                }
                case OVER -> throw new IllegalStateException("over");
            }
        }
        return part == Part.OVER;
    }

    private void head(ByteBuffer in) {
        byte b = in.get();
        head[headLength++] = b;
        if (b == '\n' && headLength > 3 && head[headLength - 3] == '\n') {
            String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            status = Integer.parseInt(text.substring(9, 12));
            int length = text.indexOf("\r\ncontent-length:");
            if (length >= 0) {
                left = Long.parseLong(text.substring(length + 17, text.indexOf("\r\n", length + 2))
                        .strip());
                part = left == 0 ? Part.OVER : Part.BODY;
            } else if (text.contains("\r\ntransfer-encoding: chunked")) {
                part = Part.CHUNK_SIZE;
            } else {
                throw new IllegalStateException("an answer without a length");
            }
        }
    }

    private void chunkSize(byte b) {
        if (b == '\n') {
            left = line;
            line = 0;
            part = left == 0 ? Part.TRAILER : Part.CHUNK;
            lineEmpty = true;
        } else if (b != '\r') {
            line = line * 16 + Character.digit(b, 16);
        }
    }

    private void skip(ByteBuffer in, boolean counts) {
        int now = (int) Math.min(left, in.remaining());
        if (counts) {
            for (int i = 0; i < now; i++) {
                boolean newline = in.get(in.position() + i) == '\n';
                if (newline && afterNewline) {
                    events++;
                }
                afterNewline = newline && !afterNewline;
            }
        }
        in.position(in.position() + now);
        left -= now;
    }
}
