// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Records with what tells whether they are whole: CRC-32C of the rest, length, bytes.
 *
 * <p>A run of zeros, which power failures leave behind, is no record.
 */
final class Frames {
    /** Bytes before those of the record. */
    static final int HEAD = 8;

    static final int MOST_BYTES = 64 << 10;

    private Frames() {}

    /** A record of 1 to {@link #MOST_BYTES} bytes, framed. */
    static byte[] framed(byte[] record) {
        return framed(record, MOST_BYTES);
    }

    static byte[] framed(byte[] record, int most) {
        if (record.length == 0 || record.length > most) {
            throw new IllegalArgumentException("a record of " + record.length + " bytes");
        }
        byte[] frame = new byte[HEAD + record.length];
        ByteBuffer.wrap(frame).putInt(4, record.length);
        System.arraycopy(record, 0, frame, HEAD, record.length);
        ByteBuffer.wrap(frame).putInt(0, checksum(frame, 0, record.length));
        return frame;
    }

    /** How long the record at {@code at} says it is, its head apart; -1 when that cannot be. */
    static int length(byte[] bytes, int at, int most) {
        int length = ByteBuffer.wrap(bytes).getInt(at + 4);
        return length < 1 || length > most ? -1 : length;
    }

    /** Whether the frame at {@code at}, of a record of {@code length} bytes, is as it was written. */
    static boolean sound(byte[] bytes, int at, int length) {
        return ByteBuffer.wrap(bytes).getInt(at) == checksum(bytes, at, length);
    }

    private static int checksum(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at + 4, 4 + length);
        return (int) crc.getValue();
    }
}
