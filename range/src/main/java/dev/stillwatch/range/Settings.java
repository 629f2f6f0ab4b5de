// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Parameters;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Builds request parameters from the few that simulated clients set. */
final class Settings {
    private Settings() {}

    /**
     * @param completions answers asked for; 1 leaves it to the default
     * @param format type of structured output; empty string for none
     */
    static Parameters with(
            OptionalDouble temperature, int completions, boolean stream, boolean logprobs, String format) {
        return new Parameters(
                temperature,
                OptionalDouble.empty(),
                completions == 1 ? OptionalInt.empty() : OptionalInt.of(completions),
                OptionalInt.empty(),
                logprobs,
                logprobs ? OptionalInt.of(5) : OptionalInt.empty(),
                OptionalLong.empty(),
                stream,
                format.isEmpty() ? Optional.empty() : Optional.of(format),
                Optional.empty());
    }

    /** The same with a limit on the answer's length and a sampling seed. */
    static Parameters limited(Parameters base, OptionalInt maxTokens, OptionalLong seed) {
        return new Parameters(
                base.temperature(),
                base.topP(),
                base.completions(),
                maxTokens,
                base.logprobs(),
                base.topLogprobs(),
                seed,
                base.stream(),
                base.responseFormat(),
                base.reasoningEffort());
    }
}
