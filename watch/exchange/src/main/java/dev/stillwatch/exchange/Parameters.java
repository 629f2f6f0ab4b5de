// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Sampling and output settings of a request; what the request left to the server's default is empty.
 *
 * @param temperature sampling temperature, 0 or more
 * @param topP nucleus share, 0 to 1
 * @param completions how many answers were asked for ({@code n})
 * @param maxTokens limit on the answer's length ({@code max_tokens}, {@code max_completion_tokens} or
 *     {@code max_output_tokens})
 * @param logprobs whether token log-probabilities were asked for
 * @param topLogprobs how many alternatives per token
 * @param seed sampling seed
 * @param stream whether the answer was streamed
 * @param responseFormat type of structured output asked for, such as {@code json_object} or {@code json_schema}
 * @param reasoningEffort effort asked of a reasoning model
 */
public record Parameters(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt completions,
        OptionalInt maxTokens,
        boolean logprobs,
        OptionalInt topLogprobs,
        OptionalLong seed,
        boolean stream,
        Optional<String> responseFormat,
        Optional<String> reasoningEffort) {

    /** Everything left to the server's defaults. */
    public static final Parameters DEFAULTS = new Parameters(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            false,
            OptionalInt.empty(),
            OptionalLong.empty(),
            false,
            Optional.empty(),
            Optional.empty());

    public Parameters {
        Objects.requireNonNull(temperature, "temperature is null");
        Objects.requireNonNull(topP, "topP is null");
        Objects.requireNonNull(completions, "completions is null");
        Objects.requireNonNull(maxTokens, "maxTokens is null");
        Objects.requireNonNull(topLogprobs, "topLogprobs is null");
        Objects.requireNonNull(seed, "seed is null");
        Objects.requireNonNull(responseFormat, "responseFormat is null");
        Objects.requireNonNull(reasoningEffort, "reasoningEffort is null");
    }
}
