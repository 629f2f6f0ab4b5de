// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Looks for weights that are no finite numbers, by their exponents: faster than memory gives them. */
public final class NonFinite {
    private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int HALF_EXPONENT = 0x7c00;

    private NonFinite() {}

    /**
     * Whether any of these weights is infinite or no number; of quantised types, whether a scale is. False for types whose
     * bytes always are numbers or cannot be read. Thread-safe.
     *
     * @param weights whole weights, or whole blocks
     */
    public static boolean any(ElementType type, MemorySegment weights) {
        return switch (type) {
            case F64 -> exponents(weights, 0x7ff0_0000_0000_0000L, 0x0010_0000_0000_0000L);
            case F32 -> exponents(weights, 0x7f80_0000_7f80_0000L, 0x0080_0000_0080_0000L);
            case F16 -> exponents(weights, 0x7c00_7c00_7c00_7c00L, 0x0400_0400_0400_0400L);
            case BF16 -> exponents(weights, 0x7f80_7f80_7f80_7f80L, 0x0080_0080_0080_0080L);
            case F8_E5M2 -> exponents(weights, 0x7c7c_7c7c_7c7c_7c7cL, 0x0404_0404_0404_0404L);
            // Without infinities: only all ones are no number.
            case F8_E4M3 -> exponents(weights, 0x7f7f_7f7f_7f7f_7f7fL, 0x0101_0101_0101_0101L);
            case Q4_0, Q5_0, Q8_0 -> scales(type, weights, 0);
            case Q4_1, Q5_1, Q4_K, Q5_K -> scales(type, weights, 0) || scales(type, weights, Short.BYTES);
            case Q2_K -> scales(type, weights, 80) || scales(type, weights, 82);
            case Q3_K -> scales(type, weights, 108);
            case Q6_K -> scales(type, weights, 208);
            case I8, U8, OTHER -> false;
        };
    }

    /** Eight bytes at a time: an exponent of ones, and only that, carries into its weight's sign when one is added. */
    private static boolean exponents(MemorySegment weights, long exponents, long ones) {
        long carried = 0;
        long words = weights.byteSize() / Long.BYTES;
        for (long i = 0; i < words; i++) {
            carried |= (weights.get(EIGHT, i * Long.BYTES) & exponents) + ones;
        }
        long rest = 0;
        for (long at = words * Long.BYTES; at < weights.byteSize(); at++) {
            rest |= (weights.get(ValueLayout.JAVA_BYTE, at) & 0xffL) << (at % Long.BYTES * Byte.SIZE);
        }
        carried |= (rest & exponents) + ones;
        // What an exponent and one more may set above the exponent is the sign alone.
        return (carried & (exponents + ones)) != 0;
    }

    private static boolean scales(ElementType type, MemorySegment blocks, int offset) {
        for (long at = offset; at < blocks.byteSize(); at += type.blockBytes()) {
            if ((blocks.get(SHORT, at) & HALF_EXPONENT) == HALF_EXPONENT) {
                return true;
            }
        }
        return false;
    }
}
