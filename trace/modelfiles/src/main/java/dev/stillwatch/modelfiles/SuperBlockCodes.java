// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * GGUF's blocks of 256 weights, "K" types: codes of two to six bits, a scale of their own for each 16 or 32 weights, and one
 * for the block's scales. Bytes of codes are shared by runs: each has its bits at the same place in 32 bytes in a row.
 */
abstract class SuperBlockCodes extends CodeCodec {
    private final int lowBits;
    private final int highBits;
    private final long lowMask;
    private final long highMask;

    private SuperBlockCodes(ElementType type, int centre, int lowBits, int highBits) {
        super(type, centre, 0, (1 << (lowBits + highBits)) - 1);
        this.lowBits = lowBits;
        this.highBits = highBits;
        this.lowMask = everywhere((1 << lowBits) - 1);
        this.highMask = everywhere((1 << highBits) - 1);
    }

    /** Where the 32 bytes begin that hold a run's lower bits. */
    abstract int low(int part);

    abstract int lowShift(int part);

    /** Where the 32 bytes begin that hold its upper bits, if there are any. */
    abstract int high(int part);

    abstract int highShift(int part);

    static SuperBlockCodes of(ElementType type) {
        return switch (type) {
            case Q2_K -> new Q2();
            case Q3_K -> new Q3();
            case Q4_K -> new Q45(type, 0, 16);
            case Q5_K -> new Q45(type, 1, 48);
            case Q6_K -> new Q6();
            default -> throw new IllegalArgumentException(type + " has no blocks of 256");
        };
    }

    @Override
    final void unpack(MemorySegment tensor, long block, int part, int[] codes) {
        int lowShift = lowShift(part);
        int highShift = highShift(part);
        for (int i = 0; i < RUN; i += Long.BYTES) {
            long bytes = (eight(tensor, block + low(part) + i) >>> lowShift) & lowMask;
            if (highBits > 0) {
                bytes |= ((eight(tensor, block + high(part) + i) >>> highShift) & highMask) << lowBits;
            }
            spread(bytes, codes, i);
        }
    }

    @Override
    final void pack(MemorySegment tensor, long block, int part, int[] codes) {
        for (int i = 0; i < RUN; i += Long.BYTES) {
            long bytes = gathered(codes, i);
            write(tensor, block + low(part) + i, lowMask, lowShift(part), bytes);
            if (highBits > 0) {
                write(tensor, block + high(part) + i, highMask, highShift(part), bytes >>> lowBits);
            }
        }
    }

    private static void write(MemorySegment tensor, long at, long mask, int shift, long bytes) {
        long others = eight(tensor, at) & ~(mask << shift);
        setEight(tensor, at, others | (bytes & mask) << shift);
    }

    /** Scale and offset of each 16 in one byte. */
    private static final class Q2 extends SuperBlockCodes {
        Q2() {
            super(ElementType.Q2_K, 0, 2, 0);
        }

        @Override
        int low(int part) {
            return 16 + 32 * (part / 4);
        }

        @Override
        int lowShift(int part) {
            return 2 * (part % 4);
        }

        @Override
        int high(int part) {
            return 0;
        }

        @Override
        int highShift(int part) {
            return 0;
        }

        @Override
        float step(MemorySegment tensor, long block, int part, int half) {
            return halfFloat(tensor, block + 80) * (unsigned(tensor, block + 2L * part + half) & 15);
        }

        @Override
        float least(MemorySegment tensor, long block, int part, int half) {
            return halfFloat(tensor, block + 82) * (unsigned(tensor, block + 2L * part + half) >> 4);
        }
    }

    /** Sixteen scales of six bits: the lower four in eight bytes, the upper two in the four that follow. */
    private static final class Q3 extends SuperBlockCodes {
        private static final int SCALES = 96;

        Q3() {
            super(ElementType.Q3_K, 4, 2, 1);
        }

        @Override
        int low(int part) {
            return 32 + 32 * (part / 4);
        }

        @Override
        int lowShift(int part) {
            return 2 * (part % 4);
        }

        @Override
        int high(int part) {
            return 0;
        }

        @Override
        int highShift(int part) {
            return part;
        }

        @Override
        float step(MemorySegment tensor, long block, int part, int half) {
            int group = 2 * part + half;
            int lower = (unsigned(tensor, block + SCALES + group % 8) >> (4 * (group / 8))) & 15;
            int upper = (unsigned(tensor, block + SCALES + 8 + group % 4) >> (2 * (group / 4))) & 3;
            return halfFloat(tensor, block + 108) * ((lower | (upper << 4)) - 32);
        }

        @Override
        float least(MemorySegment tensor, long block, int part, int half) {
            return 0;
        }
    }

    /** Eight scales and eight offsets of six bits in twelve bytes; Q5_K has a fifth bit of each code before the nibbles. */
    private static final class Q45 extends SuperBlockCodes {
        private static final int SCALES = 4;
        private static final int FIFTHS = 16;
        private final int nibbles;

        Q45(ElementType type, int highBits, int nibbles) {
            super(type, 0, 4, highBits);
            this.nibbles = nibbles;
        }

        @Override
        int low(int part) {
            return nibbles + 32 * (part / 2);
        }

        @Override
        int lowShift(int part) {
            return 4 * (part % 2);
        }

        @Override
        int high(int part) {
            return FIFTHS;
        }

        @Override
        int highShift(int part) {
            return part;
        }

        @Override
        float step(MemorySegment tensor, long block, int part, int half) {
            long scales = block + SCALES;
            int scale = part < 4
                    ? unsigned(tensor, scales + part) & 63
                    : (unsigned(tensor, scales + part + 4) & 15) | (unsigned(tensor, scales + part - 4) >> 6) << 4;
            return halfFloat(tensor, block) * scale;
        }

        @Override
        float least(MemorySegment tensor, long block, int part, int half) {
            long scales = block + SCALES;
            int least = part < 4
                    ? unsigned(tensor, scales + part + 4) & 63
                    : (unsigned(tensor, scales + part + 4) >> 4) | (unsigned(tensor, scales + part) >> 6) << 4;
            return halfFloat(tensor, block + Short.BYTES) * least;
        }
    }

    /** Sixteen signed bytes as scales. */
    private static final class Q6 extends SuperBlockCodes {
        Q6() {
            super(ElementType.Q6_K, 32, 4, 2);
        }

        @Override
        int low(int part) {
            return 64 * (part / 4) + 32 * (part % 2);
        }

        @Override
        int lowShift(int part) {
            return 4 * (part % 4 / 2);
        }

        @Override
        int high(int part) {
            return 128 + 32 * (part / 4);
        }

        @Override
        int highShift(int part) {
            return 2 * (part % 4);
        }

        @Override
        float step(MemorySegment tensor, long block, int part, int half) {
            return halfFloat(tensor, block + 208) * tensor.get(ValueLayout.JAVA_BYTE, block + 192 + 2L * part + half);
        }

        @Override
        float least(MemorySegment tensor, long block, int part, int half) {
            return 0;
        }
    }
}
