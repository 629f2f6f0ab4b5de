// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Changes to requests and answers that make a harvest worth less. Immutable.
 *
 * @param logprobs what becomes of token log-probabilities; empty leaves them as they are
 * @param denyLogitBias removes {@code logit_bias}, by which a model's last layer can be read off (Carlini et al. 2024)
 * @param reasoning what becomes of reasoning text; empty leaves it as it is
 * @param mostCompletions largest {@code n} passed on, 1 or more
 * @param leastTemperature smallest temperature passed on, 0 to 2, so that output marks have choices to mark
 * @param keepWatermark removes a client's request that output marks be left off
 * @param sealReasoning encrypts opaque reasoning blocks to account, model and conversation, and refuses blocks that come
 *     back elsewhere
 * @param canary how answers are given wordings that are looked for in suspect models later; empty for none
 */
public record Deterrence(
        Optional<Logprobs> logprobs,
        boolean denyLogitBias,
        Optional<Reasoning> reasoning,
        OptionalInt mostCompletions,
        OptionalDouble leastTemperature,
        boolean keepWatermark,
        boolean sealReasoning,
        Optional<Canary> canary) {

    /** Changes nothing. */
    public static final Deterrence NONE = new Deterrence(
            Optional.empty(), false, Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), false, false);

    /** How canaries get into answers: a sentence at their end, chosen by a secret key for the accounts of one measure. */
    public enum Canary {
        /** The gateway adds the sentence to answers in prose. */
        CLOSING,
        /** The model is told, in the system prompt, to end such answers with it. */
        INSTRUCTION
    }

    /** A deterrence without canaries. */
    public Deterrence(
            Optional<Logprobs> logprobs,
            boolean denyLogitBias,
            Optional<Reasoning> reasoning,
            OptionalInt mostCompletions,
            OptionalDouble leastTemperature,
            boolean keepWatermark,
            boolean sealReasoning) {
        this(
                logprobs,
                denyLogitBias,
                reasoning,
                mostCompletions,
                leastTemperature,
                keepWatermark,
                sealReasoning,
                Optional.empty());
    }

    /** The same but for canaries. */
    public Deterrence withCanary(Optional<Canary> planted) {
        return new Deterrence(
                logprobs,
                denyLogitBias,
                reasoning,
                mostCompletions,
                leastTemperature,
                keepWatermark,
                sealReasoning,
                planted);
    }

    /** What becomes of token log-probabilities. */
    public sealed interface Logprobs {
        /** None are passed on. */
        record Strip() implements Logprobs {}

        /**
         * Only the first few alternatives, rounded.
         *
         * @param most alternatives per token, 0 to 20
         * @param decimals digits after the point, 0 to 6
         */
        record Round(int most, int decimals) implements Logprobs {
            public Round {
                if (most < 0 || most > 20) {
                    throw new IllegalArgumentException("most is " + most + ", must be 0 to 20");
                }
                if (decimals < 0 || decimals > 6) {
                    throw new IllegalArgumentException("decimals is " + decimals + ", must be 0 to 6");
                }
            }
        }
    }

    /** What becomes of reasoning text. */
    public enum Reasoning {
        /** None is passed on. */
        WITHHOLD,
        /** Its first sentence only, as a summary that holds no steps. */
        SUMMARISE
    }

    public Deterrence {
        Objects.requireNonNull(logprobs, "logprobs is null");
        Objects.requireNonNull(reasoning, "reasoning is null");
        Objects.requireNonNull(canary, "canary is null");
        if (mostCompletions.isPresent() && mostCompletions.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "mostCompletions is " + mostCompletions.getAsInt() + ", must be 1 or more");
        }
        if (leastTemperature.isPresent()
                && !(leastTemperature.getAsDouble() >= 0 && leastTemperature.getAsDouble() <= 2)) {
            throw new IllegalArgumentException(
                    "leastTemperature is " + leastTemperature.getAsDouble() + ", must be 0 to 2");
        }
    }
}
