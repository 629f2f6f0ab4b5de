// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.report.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** What a deterrence changes, as the members of a JSON object; what it leaves as it is has no member. */
final class DeterrenceJson {
    private DeterrenceJson() {}

    static void members(JsonGenerator out, Deterrence deterrence) {
        deterrence.logprobs().ifPresent(logprobs -> {
            switch (logprobs) {
                case Logprobs.Strip _ -> out.writeStringProperty("logprobs", "strip");
                case Logprobs.Round round -> {
                    out.writeStringProperty("logprobs", "round");
                    out.writeNumberProperty("logprobs_most", round.most());
                    out.writeNumberProperty("logprobs_decimals", round.decimals());
                }
            }
        });
        out.writeBooleanProperty("deny_logit_bias", deterrence.denyLogitBias());
        deterrence
                .reasoning()
                .ifPresent(reasoning ->
                        out.writeStringProperty("reasoning", reasoning.name().toLowerCase(Locale.ROOT)));
        deterrence.mostCompletions().ifPresent(most -> out.writeNumberProperty("most_completions", most));
        deterrence.leastTemperature().ifPresent(least -> out.writeNumberProperty("least_temperature", least));
        out.writeBooleanProperty("keep_watermark", deterrence.keepWatermark());
        out.writeBooleanProperty("seal_reasoning", deterrence.sealReasoning());
        deterrence
                .canary()
                .ifPresent(canary ->
                        out.writeStringProperty("canary", canary.name().toLowerCase(Locale.ROOT)));
    }

    static Deterrence read(JsonObject from) {
        return new Deterrence(
                from.has("logprobs") ? Optional.of(logprobs(from)) : Optional.empty(),
                from.truth("deny_logit_bias"),
                from.has("reasoning")
                        ? Optional.of(Deterrence.Reasoning.valueOf(
                                from.text("reasoning").toUpperCase(Locale.ROOT)))
                        : Optional.empty(),
                from.has("most_completions")
                        ? OptionalInt.of(Math.toIntExact(from.whole("most_completions")))
                        : OptionalInt.empty(),
                from.has("least_temperature")
                        ? OptionalDouble.of(from.number("least_temperature"))
                        : OptionalDouble.empty(),
                from.truth("keep_watermark"),
                from.truth("seal_reasoning"),
                from.has("canary")
                        ? Optional.of(
                                Deterrence.Canary.valueOf(from.text("canary").toUpperCase(Locale.ROOT)))
                        : Optional.empty());
    }

    private static Logprobs logprobs(JsonObject from) {
        return switch (from.text("logprobs")) {
            case "strip" -> new Logprobs.Strip();
            case "round" ->
                new Logprobs.Round(
                        Math.toIntExact(from.whole("logprobs_most")), Math.toIntExact(from.whole("logprobs_decimals")));
            default -> throw new IllegalArgumentException("member logprobs is of unknown kind");
        };
    }
}
