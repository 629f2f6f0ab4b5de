// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/** How a tensor's weights are written. Of GGUF's types those are named whose weights can be read; the rest is OTHER. */
public enum ElementType {
    F64(1, 8),
    F32(1, 4),
    F16(1, 2),
    BF16(1, 2),
    /** Four bits of exponent, three of mantissa, no infinities, as {@code float8_e4m3fn}. */
    F8_E4M3(1, 1),
    /** Five bits of exponent, two of mantissa. */
    F8_E5M2(1, 1),
    I8(1, 1),
    U8(1, 1),
    Q4_0(32, 18),
    Q4_1(32, 20),
    Q5_0(32, 22),
    Q5_1(32, 24),
    Q8_0(32, 34),
    Q2_K(256, 84),
    Q3_K(256, 110),
    Q4_K(256, 144),
    Q5_K(256, 176),
    Q6_K(256, 210),
    /** Anything else: copied, never read. */
    OTHER(1, 0);

    private final int blockElements;
    private final int blockBytes;

    ElementType(int blockElements, int blockBytes) {
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** Weights in a block. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of a block; 0 where that is not known. */
    public int blockBytes() {
        return blockBytes;
    }
}
