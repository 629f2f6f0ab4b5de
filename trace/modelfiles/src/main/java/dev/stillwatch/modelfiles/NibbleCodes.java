// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * GGUF's blocks of 32 weights with four or five bits each: a scale; in the _1 types an offset; the fifth bits, if any, side by
 * side; then 16 bytes, which hold the first 16 weights in their lower and the last 16 in their upper halves.
 */
final class NibbleCodes extends CodeCodec {
    private static final long NIBBLE = everywhere(15);
    private static final ValueLayout.OfInt FIFTHS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final boolean offset;
    private final int fifths;
    private final int nibbles;

    private NibbleCodes(ElementType type, boolean offset, boolean fifth) {
        super(type, offset ? 0 : fifth ? 16 : 8, 0, fifth ? 31 : 15);
        this.offset = offset;
        int header = offset ? 2 * Short.BYTES : Short.BYTES;
        this.fifths = fifth ? header : -1;
        this.nibbles = fifth ? header + Integer.BYTES : header;
    }

    static NibbleCodes of(ElementType type) {
        return switch (type) {
            case Q4_0 -> new NibbleCodes(type, false, false);
            case Q4_1 -> new NibbleCodes(type, true, false);
            case Q5_0 -> new NibbleCodes(type, false, true);
            case Q5_1 -> new NibbleCodes(type, true, true);
            default -> throw new IllegalArgumentException(type + " has no blocks of nibbles");
        };
    }

    @Override
    void unpack(MemorySegment tensor, long block, int part, int[] codes) {
        for (int i = 0; i < HALF; i += Long.BYTES) {
            long pairs = eight(tensor, block + nibbles + i);
            spread(pairs & NIBBLE, codes, i);
            spread((pairs >>> 4) & NIBBLE, codes, i + HALF);
        }
        if (fifths >= 0) {
            int bits = tensor.get(FIFTHS, block + fifths);
            for (int i = 0; i < RUN; i++) {
                codes[i] |= ((bits >>> i) & 1) << 4;
            }
        }
    }

    @Override
    void pack(MemorySegment tensor, long block, int part, int[] codes) {
        for (int i = 0; i < HALF; i += Long.BYTES) {
            long upper = gathered(codes, i + HALF) & NIBBLE;
            setEight(tensor, block + nibbles + i, (gathered(codes, i) & NIBBLE) | upper << 4);
        }
        if (fifths >= 0) {
            int bits = 0;
            for (int i = 0; i < RUN; i++) {
                bits |= (codes[i] >> 4) << i;
            }
            tensor.set(FIFTHS, block + fifths, bits);
        }
    }

    @Override
    float step(MemorySegment tensor, long block, int part, int half) {
        return halfFloat(tensor, block);
    }

    @Override
    float least(MemorySegment tensor, long block, int part, int half) {
        return offset ? -halfFloat(tensor, block + Short.BYTES) : 0;
    }
}
