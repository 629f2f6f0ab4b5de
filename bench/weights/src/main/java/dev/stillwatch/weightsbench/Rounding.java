// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

/** Rounds to bfloat16. */
final class Rounding {
    private Rounding() {}

    /** The bits of a number rounded to the nearest bfloat16, ties to even; the lower half is nought. */
    static int bits(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (bits + 0x7FFF + ((bits >>> 16) & 1)) & 0xFFFF0000;
    }

    static float bfloat16(float value) {
        return Float.intBitsToFloat(bits(value));
    }
}
