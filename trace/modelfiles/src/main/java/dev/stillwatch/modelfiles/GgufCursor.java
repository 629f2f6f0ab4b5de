// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a GGUF header number by number, and never past the file's end or the most that a header may take. */
final class GgufCursor {
    /** Vocabularies are kept in headers; the largest known take some 30 MB. */
    static final long MOST_BYTES = 256L << 20;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private long at;

    GgufCursor(MappedFile mapped) {
        this.file = mapped.path();
        this.bytes = mapped.bytes();
    }

    long position() {
        return at;
    }

    byte int8() {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(Byte.BYTES));
    }

    short int16() {
        return bytes.get(SHORT, advance(Short.BYTES));
    }

    int int32() {
        return bytes.get(INT, advance(Integer.BYTES));
    }

    long int64() {
        return bytes.get(LONG, advance(Long.BYTES));
    }

    long unsigned32() {
        return Integer.toUnsignedLong(int32());
    }

    /** A length, count or size, which the format has unsigned: what does not fit is more than any file holds. */
    long count(String what) {
        long count = int64();
        if (count < 0) {
            throw Malformed.file(file, what + " is said to be " + Long.toUnsignedString(count));
        }
        return count;
    }

    /** A text; beyond {@code most} bytes it is refused. */
    String text(String what, int most) {
        long length = count("the length of " + what);
        if (length > most) {
            throw Malformed.file(file, what + " has " + length + " bytes; at most " + most + " are allowed");
        }
        return decoded(advance(length), (int) length);
    }

    /** A text's first bytes; the rest is passed over. */
    String textStart(int kept) {
        long length = count("the length of a text");
        return decoded(advance(length), (int) Math.min(kept, length));
    }

    void skip(long elements, int each) {
        if (elements > MOST_BYTES) {
            throw past();
        }
        advance(elements * each);
    }

    private String decoded(long from, int length) {
        byte[] text = bytes.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(text, StandardCharsets.UTF_8);
    }

    private long advance(long length) {
        long from = at;
        if (length > bytes.byteSize() - from || length > MOST_BYTES - from) {
            throw past();
        }
        at += length;
        return from;
    }

    private RuntimeException past() {
        return bytes.byteSize() <= MOST_BYTES
                ? Malformed.file(file, "ends within its header, at byte " + at)
                : Malformed.file(file, "its header takes more than " + MOST_BYTES + " bytes");
    }
}
