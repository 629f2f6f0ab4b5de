// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body gathered from its chunks with little copying. Takes at most four times the memory of what came in, however much
 * was announced. Not thread-safe.
 */
final class GatheredBody {
    private static final int GROWTH = 4;

    private byte[] bytes = new byte[0];
    private int length;
    private long announced;

    /** Says how long the body will be, where that is known; it may turn out otherwise. */
    void announced(long most) {
        announced = most;
    }

    int length() {
        return length;
    }

    /** Bytes that it takes up. */
    int room() {
        return bytes.length;
    }

    void add(Buffer chunk) {
        int needed = Math.addExact(length, chunk.length());
        if (needed > bytes.length) {
            long roomy = (long) needed * GROWTH;
            long wanted = announced >= needed ? Math.min(announced, roomy) : roomy / 2;
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - Long.BYTES));
        }
        chunk.getBytes(bytes, length);
        length = needed;
    }

    /** Forgets what came in. */
    void drop() {
        bytes = new byte[0];
        length = 0;
    }

    /** All of it, which is given away. */
    byte[] take() {
        byte[] all = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        drop();
        return all;
    }
}
