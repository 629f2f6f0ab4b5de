// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;

/** Signed bytes: GGUF's Q8_0 with a scale before each 32, and plain I8, whose scales lie in another tensor. */
final class ByteCodes extends CodeCodec {
    private final boolean scaled;
    private final int start;

    private ByteCodes(ElementType type, boolean scaled) {
        super(type, 0, -127, 127);
        this.scaled = scaled;
        this.start = scaled ? Short.BYTES : 0;
    }

    static ByteCodes q8() {
        return new ByteCodes(ElementType.Q8_0, true);
    }

    /** The codes themselves are the weights. */
    static ByteCodes plain() {
        return new ByteCodes(ElementType.I8, false);
    }

    @Override
    void unpack(MemorySegment tensor, long block, int part, int[] codes) {
        for (int i = 0; i < RUN; i += Long.BYTES) {
            spread(eight(tensor, block + start + i), codes, i);
        }
        for (int i = 0; i < RUN; i++) {
            codes[i] = (byte) codes[i];
        }
    }

    @Override
    void pack(MemorySegment tensor, long block, int part, int[] codes) {
        for (int i = 0; i < RUN; i += Long.BYTES) {
            setEight(tensor, block + start + i, gathered(codes, i));
        }
    }

    @Override
    float step(MemorySegment tensor, long block, int part, int half) {
        return scaled ? halfFloat(tensor, block) : 1;
    }

    @Override
    float least(MemorySegment tensor, long block, int part, int half) {
        return 0;
    }
}
