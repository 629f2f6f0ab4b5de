// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/** Events of a given probability from random bits. */
final class Chance {
    private Chance() {}

    /** True with this probability, to within 2^-24. */
    static boolean below(float probability, int random) {
        return (random >>> 8) * 0x1p-24f < probability;
    }
}
