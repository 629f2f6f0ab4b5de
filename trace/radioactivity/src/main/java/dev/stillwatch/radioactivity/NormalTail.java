// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import org.hipparchus.special.Erf;

/** The upper tail of the standard normal law, as a logarithm. */
final class NormalTail {
    private NormalTail() {}

    /** The natural logarithm of the chance of a value above {@code z}; relative error below 1e-9. */
    static double lnAbove(double z) {
        if (z < 20) {
            return Math.log(0.5 * Erf.erfc(z / Math.sqrt(2)));
        }
        // Mills' ratio as a continued fraction; erfc itself ends at 1e-308.
        double fraction = z;
        for (int term = 40; term > 0; term--) {
            fraction = z + term / fraction;
        }
        return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction);
    }
}
