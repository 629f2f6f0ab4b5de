// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Tokens an exchange was billed for, each 0 or more.
 *
 * @param input tokens of the prompt
 * @param output tokens of the answer, reasoning included where the API counts it so
 * @param reasoning tokens of reasoning
 */
public record Usage(OptionalLong input, OptionalLong output, OptionalLong reasoning) {

    /** Nothing was logged about usage. */
    public static final Usage UNKNOWN = new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Usage {
        Objects.requireNonNull(input, "input is null");
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(reasoning, "reasoning is null");
    }
}
