// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * What a rule asks about, compared with what is known.
 *
 * @param limit that must be exceeded
 */
public record Threshold(String rule, double limit, Operations counted, Comparison comparison) {
    /** How a value known between two bounds compares with a limit. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Comparison {
        /** Even the upper bound does not exceed it. */
        BELOW,
        /** The bounds lie on both sides: what is known does not decide. */
        CROSSES,
        /** Even the lower bound exceeds it. */
        ABOVE
    }
}
