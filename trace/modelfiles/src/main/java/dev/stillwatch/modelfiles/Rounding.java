// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/**
 * Rounds magnitudes to a smaller floating-point type by chance, so that the result is right on average.
 *
 * @param mantissa bits of it
 * @param bias of the exponent
 * @param largest code of a finite magnitude; more becomes this
 */
record Rounding(int mantissa, int bias, int largest) {
    private static final int FLOAT_MANTISSA = 23;
    private static final int FLOAT_BIAS = 127;

    /** The code below or above {@code magnitude}, which is finite and not negative. */
    int code(float magnitude, int random) {
        int bits = Float.floatToRawIntBits(magnitude);
        int cut = FLOAT_MANTISSA - mantissa;
        if (bias == FLOAT_BIAS || bits >= (FLOAT_BIAS - bias + 1) << FLOAT_MANTISSA) {
            int rounded = (bits + (random >>> (Integer.SIZE - cut))) >>> cut;
            return Math.min(rounded - ((FLOAT_BIAS - bias) << mantissa), largest);
        }
        /* Below the smallest normal number codes are evenly spaced; scaling by a power of two is exact. */
        float steps = magnitude * Float.intBitsToFloat((FLOAT_BIAS + bias - 1 + mantissa) << FLOAT_MANTISSA);
        int whole = (int) steps;
        return whole + (Chance.below(steps - whole, random) ? 1 : 0);
    }
}
