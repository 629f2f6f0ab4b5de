// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.StepUp;
import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.settings.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the countermeasure under {@code then}: a word for one that takes nothing, or one key with a section.
 *
 * <p>{@code then: observe}, {@code then: {throttle: {requests: 60, per: 1m}}}.
 */
final class CountermeasureReader {
    private static final List<String> KINDS = List.of("deter", "throttle", "step-up", "withhold");

    private enum Bare {
        OBSERVE,
        SUSPEND
    }

    private CountermeasureReader() {}

    static Countermeasure read(Section rule) {
        if (rule.isSection("then")) {
            return read(rule, rule.section("then"));
        }
        return switch (word(rule)) {
            case OBSERVE -> new Observe();
            case SUSPEND -> new Suspend();
        };
    }

    private static Bare word(Section rule) {
        return rule.parsed(
                        "then",
                        "observe, suspend, or one of deter, throttle, step-up, withhold with its settings below",
                        text -> Bare.valueOf(checked(text).toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> rule.refusal("then", "is missing: say what is done, such as \"then: observe\""));
    }

    private static String checked(String text) {
        if (!text.equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not lower case");
        }
        return text;
    }

    private static Countermeasure read(Section rule, Section then) {
        List<String> named = KINDS.stream().filter(then::has).toList();
        if (named.size() != 1) {
            then.done(); // names a misspelt kind
            throw rule.refusal(
                    "then",
                    "must hold one of " + String.join(", ", KINDS) + "; it holds " + named.size()
                            + ". Write a rule for each");
        }
        Section section = then.section(named.getFirst());
        return switch (named.getFirst()) {
            case "throttle" -> throttle(section);
            case "step-up" -> new StepUp(verification(section));
            case "withhold" -> withhold(section);
            default -> deter(then, section);
        };
    }

    private static Throttle throttle(Section section) {
        Duration per = section.duration("per");
        if (!per.isPositive()) {
            throw section.refusal("per", "must be longer than zero");
        }
        return new Throttle((int) section.whole("requests", 1, 1_000_000_000), per);
    }

    private static URI verification(Section section) {
        return section.parsed("verification", "an https address", text -> {
                    URI uri = URI.create(text);
                    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
                        throw new IllegalArgumentException("not https");
                    }
                    return uri;
                })
                .orElseThrow(() -> section.refusal("verification", "is missing: name the https address to verify at"));
    }

    private static Withhold withhold(Section section) {
        List<String> models = section.texts("models");
        if (models.isEmpty()) {
            throw section.refusal("models", "is missing or empty: list the models that are withheld");
        }
        return new Withhold(Set.copyOf(models));
    }

    private static Deter deter(Section then, Section section) {
        OptionalLong most = section.optionalWhole("most-completions", 1, 1_000);
        Deterrence deterrence = new Deterrence(
                logprobs(section),
                section.flag("deny-logit-bias", false),
                section.optionalChoice("reasoning", Deterrence.Reasoning.class),
                most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty(),
                section.optionalNumber("least-temperature", 0, 2),
                section.flag("keep-watermark", false),
                section.flag("seal-reasoning", false),
                section.optionalChoice("canary", Deterrence.Canary.class));
        if (deterrence.equals(Deterrence.NONE)) {
            throw then.refusal("deter", "changes nothing; name at least one change, such as \"logprobs: strip\"");
        }
        return new Deter(deterrence);
    }

    private static Optional<Logprobs> logprobs(Section section) {
        if (!section.has("logprobs")) {
            return Optional.empty();
        }
        if (section.isSection("logprobs")) {
            Section round = section.section("logprobs").section("round");
            return Optional.of(
                    new Logprobs.Round((int) round.whole("most", 0, 20), (int) round.whole("decimals", 0, 6)));
        }
        return section.parsed("logprobs", "strip, or round with most and decimals below", text -> {
            if (!text.equals("strip")) {
                throw new IllegalArgumentException("not strip");
            }
            return new Logprobs.Strip();
        });
    }
}
