// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import dev.stillwatch.exchange.StillwatchException;

/** Bytes being read, what {@link CodecOutput} wrote: every length and range is checked. Not thread-safe. */
final class CodecInput {
    private final byte[] bytes;
    private final String what;
    private int at;

    /** @param what names the record in messages */
    CodecInput(byte[] bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /** That what is being read is not what was written; nothing of it may be used. */
    StillwatchException damaged(String how) {
        return new StillwatchException("a stored " + what + " cannot be read: " + how
                + ". The file that holds it is damaged; restore the file or remove it.");
    }

    /** Reads the version that starts a record and refuses those of later releases. */
    void version(int newest) {
        int version = octet();
        if (version > newest) {
            throw new StillwatchException("a stored " + what + " has format " + version + ", this release reads up to "
                    + newest + ". A newer release of Stillwatch wrote it; read it with that release.");
        }
        require(version >= 1, "format 0");
    }

    void require(boolean sound, String otherwise) {
        if (!sound) {
            throw damaged(otherwise);
        }
    }

    void end() {
        require(at == bytes.length, bytes.length - at + " bytes too many");
    }

    int remaining() {
        return bytes.length - at;
    }

    int octet() {
        available(1);
        return bytes[at++] & 0xFF;
    }

    int fixed32() {
        available(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    long fixed64() {
        return ((long) fixed32() << 32) | (fixed32() & 0xFFFF_FFFFL);
    }

    private long bits() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = octet();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                require(shift < 63 || part < 2, "a number of more than 64 bits");
                return value;
            }
        }
        throw damaged("a number of more than 64 bits");
    }

    /** A number from 0 to {@code most}. */
    long count(long most) {
        long value = bits();
        require(value >= 0 && value <= most, "a number is out of range");
        return value;
    }

    int count(int most) {
        return (int) count((long) most);
    }

    long signed() {
        long value = bits();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        // Every unit takes a byte or more, so that no length in a damaged record asks for much memory.
        char[] units = new char[count(remaining())];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) count((int) Character.MAX_VALUE);
        }
        return new String(units);
    }

    private void available(int wanted) {
        require(bytes.length - at >= wanted, "it is cut off");
    }
}
