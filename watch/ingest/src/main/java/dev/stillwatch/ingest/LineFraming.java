// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Each line is a record. Looks at eight bytes at a time. */
final class LineFraming extends Framing {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_BREAKS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    @Override
    protected void scan(byte[] buffer, int from, int to, Bounds bounds) {
        int start = open() >= 0 ? open() : from;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            // A byte is 0 here where it is a line break; then its highest bit, and no other, is set in found.
            long bytes = (long) EIGHT.get(buffer, i) ^ LINE_BREAKS;
            long found = ~(((bytes & LOW_BITS) + LOW_BITS) | bytes | LOW_BITS);
            while (found != 0) {
                int at = i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
                bounds.add(start, at);
                start = at + 1;
                found &= found - 1;
            }
        }
        for (; i < to; i++) {
            if (buffer[i] == '\n') {
                bounds.add(start, i);
                start = i + 1;
            }
        }
        openAt(start);
    }
}
