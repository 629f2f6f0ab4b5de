// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Parameters;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Collects sampling and output settings, under the names any of the APIs gives them. Not thread-safe. */
final class ParametersReader {
    OptionalDouble temperature = OptionalDouble.empty();
    OptionalDouble topP = OptionalDouble.empty();
    OptionalInt completions = OptionalInt.empty();
    OptionalInt maxTokens = OptionalInt.empty();
    boolean logprobs;
    OptionalInt topLogprobs = OptionalInt.empty();
    OptionalLong seed = OptionalLong.empty();
    boolean stream;
    Optional<String> responseFormat = Optional.empty();
    Optional<String> reasoningEffort = Optional.empty();
    private Optional<String> thinking = Optional.empty();

    /** Takes the member {@code name}, whose value is the parser's current token; skips it if it is no setting. */
    void accept(String name, JsonParser p) {
        switch (name) {
            case "temperature" -> temperature = temperature(Scalars.real(p));
            case "top_p" -> topP = topP(Scalars.real(p));
            case "n" -> completions = positive(Scalars.integer(p));
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> {
                OptionalInt limit = positive(Scalars.integer(p));
                maxTokens = limit.isPresent() ? limit : maxTokens;
            }
            case "logprobs" -> logprobs(p);
            case "top_logprobs" -> topLogprobs = notNegative(Scalars.integer(p));
            case "seed" -> seed = Scalars.integer(p);
            case "stream" -> stream = flag(p);
            case "response_format", "output_format" -> responseFormat = named(p, "type");
            case "text" -> responseFormat = member(p, "format", "type").or(() -> responseFormat);
            case "reasoning_effort" -> reasoningEffort = Scalars.identifier(p);
            case "reasoning" -> reasoningEffort = member(p, "effort", "").or(() -> reasoningEffort);
            case "output_config" -> reasoningEffort = member(p, "effort", "").or(() -> reasoningEffort);
            case "thinking" -> thinking = named(p, "type");
            default -> p.skipChildren();
        }
    }

    /* The completions API takes a number of alternatives, where even 0 asks for the sampled token's probability. */
    private void logprobs(JsonParser p) {
        if (Scalars.isNumber(p.currentToken())) {
            OptionalInt alternatives = notNegative(Scalars.integer(p));
            logprobs = alternatives.isPresent();
            topLogprobs = alternatives.isPresent() ? alternatives : topLogprobs;
        } else {
            logprobs = flag(p);
        }
    }

    /** The settings collected so far. */
    Parameters parameters() {
        return new Parameters(
                temperature,
                topP,
                completions,
                maxTokens,
                logprobs,
                topLogprobs,
                seed,
                stream,
                responseFormat,
                reasoningEffort.or(() -> thinking));
    }

    static OptionalDouble temperature(OptionalDouble value) {
        return Scalars.between(value, 0, Double.MAX_VALUE);
    }

    static OptionalDouble topP(OptionalDouble value) {
        return Scalars.between(value, 0, 1);
    }

    static OptionalInt positive(OptionalLong value) {
        return Scalars.between(value, 1, Integer.MAX_VALUE);
    }

    private static OptionalInt notNegative(OptionalLong value) {
        return Scalars.between(value, 0, Integer.MAX_VALUE);
    }

    private static boolean flag(JsonParser p) {
        boolean value = p.currentToken() == JsonToken.VALUE_TRUE;
        p.skipChildren();
        return value;
    }

    /** A name given as it is, or as member {@code member} of an object. */
    private static Optional<String> named(JsonParser p, String member) {
        return p.currentToken() == JsonToken.START_OBJECT ? member(p, member, "") : Scalars.identifier(p);
    }

    /** The text of member {@code outer}, or where {@code inner} is not empty, of that member of it. */
    private static Optional<String> member(JsonParser p, String outer, String inner) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return Optional.empty();
        }
        Optional<String> found = Optional.empty();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = p.currentName().equals(outer);
            p.nextToken();
            if (!wanted) {
                p.skipChildren();
            } else {
                found = inner.isEmpty() ? Scalars.identifier(p) : member(p, inner, "");
            }
        }
        return found;
    }
}
