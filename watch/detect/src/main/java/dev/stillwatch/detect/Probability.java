// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * A probability or share.
 *
 * @param value 0 to 1
 */
public record Probability(double value) {

    public Probability {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("probability is " + value + ", must be within 0 and 1");
        }
    }
}
