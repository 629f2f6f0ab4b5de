// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Finds the end of a request and the model it names, near the start of its body. Not thread-safe. */
final class RequestParser {
    private static final String NAME = "\"model\":\"";

    private final byte[] head = new byte[16 << 10];
    private final byte[] start = new byte[256];
    private int headLength;
    private int startLength;
    private long left;
    private boolean inBody;

    /** The model's name, once the request is complete. */
    Optional<String> accept(ByteBuffer in) {
        while (!inBody && in.hasRemaining()) {
            byte b = in.get();
            head[headLength++] = b;
            if (b == '\n' && headLength > 3 && head[headLength - 3] == '\n') {
                String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                int length = text.indexOf("\r\ncontent-length:");
                if (length < 0) {
                    throw new IllegalStateException("a request without a length");
                }
                left = Long.parseLong(text.substring(length + 17, text.indexOf("\r\n", length + 2))
                        .strip());
                inBody = true;
            }
        }
        if (!inBody) {
            return Optional.empty();
        }
        int now = (int) Math.min(left, in.remaining());
        int keep = Math.min(now, start.length - startLength);
        in.get(in.position(), start, startLength, keep);
        startLength += keep;
        in.position(in.position() + now);
        left -= now;
        if (left > 0) {
            return Optional.empty();
        }
        String text = new String(start, 0, startLength, StandardCharsets.ISO_8859_1);
        int name = text.indexOf(NAME) + NAME.length();
        headLength = 0;
        startLength = 0;
        inBody = false;
        return Optional.of(text.substring(name, text.indexOf('"', name)));
    }
}
