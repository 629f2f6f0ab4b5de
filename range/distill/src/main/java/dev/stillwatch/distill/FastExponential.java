// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/** The exponential function to about the precision of a float, a few times faster than {@link Math#exp}. */
final class FastExponential {
    private static final float LOG2_E = 1.442695f;
    /** ln 2 in two parts, so that subtracting a multiple of it loses nothing. */
    private static final float LN2_HIGH = 0.69314575f;

    private static final float LN2_LOW = 1.4286068e-6f;

    private FastExponential() {}

    /** Relative error below 1e-6; beyond ±87, what it is at ±87. */
    static float of(float x) {
        float bounded = Math.max(-87, Math.min(87, x));
        int power = (int) (bounded * LOG2_E + (bounded < 0 ? -0.5f : 0.5f));
        float r = bounded - power * LN2_HIGH - power * LN2_LOW;
        // Taylor's series: |r| is at most ln 2 / 2, so that the term left out is below 3e-8.
        float series = 1 + r * (1 + r * (1 / 2f + r * (1 / 6f + r * (1 / 24f + r * (1 / 120f + r * (1 / 720f))))));
        return series * Float.intBitsToFloat((power + 127) << 23);
    }
}
