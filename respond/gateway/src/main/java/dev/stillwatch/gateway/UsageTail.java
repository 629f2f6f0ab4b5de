// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.exchange.Usage;
import dev.stillwatch.ingest.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the token counts off an answer that passes by, streamed or not, by keeping only its end.
 *
 * <p>All APIs give usage last, and a model's own text cannot pass for it, since quotes inside JSON strings are escaped.
 * Keeps {@value #KEPT} bytes. Not thread-safe.
 */
final class UsageTail {
    private static final int KEPT = 4096;
    private static final byte[] NAME = "\"usage\"".getBytes(StandardCharsets.UTF_8);

    private final byte[] tail = new byte[KEPT];
    private int length;

    void accept(Buffer chunk) {
        int size = chunk.length();
        if (size >= KEPT) {
            chunk.getBytes(size - KEPT, size, tail, 0);
            length = KEPT;
            return;
        }
        int keep = Math.min(length, KEPT - size);
        System.arraycopy(tail, length - keep, tail, 0, keep);
        chunk.getBytes(0, size, tail, keep);
        length = keep + size;
    }

    /** What the answer said last; unknown where it said nothing. */
    Usage usage(RequestBody reader) {
        for (int at = length - NAME.length; at >= 0; at--) {
            if (named(at)) {
                int value = at + NAME.length;
                while (value < length && (tail[value] == ' ' || tail[value] == ':')) {
                    value++;
                }
                if (value < length && tail[value] == '{') {
                    return reader.usage(tail, value, length);
                }
            }
        }
        return Usage.UNKNOWN;
    }

    private boolean named(int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (tail[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }
}
