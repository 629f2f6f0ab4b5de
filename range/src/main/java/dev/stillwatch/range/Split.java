// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** Which half of the campaign material is used: a detector tuned on one half is scored on the other. */
public enum Split {
    TUNING,
    SCORING
}
