// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/** Interim. */
record ElicitationScore(double probability) {
    static final ElicitationScore NONE = new ElicitationScore(0);
}
