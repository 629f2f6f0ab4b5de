// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;

/** Bytes being written: whole numbers in as few bytes as they need, hashes in full. Not thread-safe. */
final class CodecOutput {
    private byte[] bytes;
    private int size;

    CodecOutput(int expected) {
        this.bytes = new byte[expected];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void fixed32(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void fixed64(long value) {
        fixed32((int) (value >>> 32));
        fixed32((int) value);
    }

    /** A number that is small as a rule: seven bits a byte, lowest first. */
    void count(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number of either sign. */
    void signed(long value) {
        count((value << 1) ^ (value >> 63));
    }

    /** Text unit by unit, because names that are no sound Unicode must stay apart too. */
    void text(String text) {
        count(text.length());
        for (int i = 0; i < text.length(); i++) {
            count(text.charAt(i));
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
