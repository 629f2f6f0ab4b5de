// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CountermeasureJson;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what a program wants done, in the form in which {@link CountermeasureJson} writes it. */
final class ProgramMeasure {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final List<String> KINDS = List.of("observe", "deter", "throttle", "step-up", "withhold", "suspend");
    private static final String[] ALL = {"v", "kind", "deterrence", "requests", "per", "verification", "models"};

    private ProgramMeasure() {}

    /** What is wanted; the reason is blank where it may be and is missing. */
    static Wanted of(ProgramBody body, boolean needsReason) {
        return new Wanted(
                measure(body),
                duration(body, "lasting"),
                needsReason ? body.text("reason") : body.optionalText("reason").orElse(""));
    }

    private static Countermeasure measure(ProgramBody body) {
        if (!body.has("countermeasure")) {
            throw Objection.wrong("Member countermeasure is missing; send an object such as {\"kind\": \"suspend\"}.");
        }
        String kind = body.object("countermeasure", ALL).text("kind");
        Countermeasure measure = switch (kind) {
            case "observe" -> {
                only(body);
                yield new Countermeasure.Observe();
            }
            case "suspend" -> {
                only(body);
                yield new Countermeasure.Suspend();
            }
            case "throttle" -> {
                ProgramBody throttle = only(body, "requests", "per");
                yield new Countermeasure.Throttle(
                        (int) throttle.whole("requests", 1, 1_000_000_000)
                                .orElseThrow(() -> Objection.wrong("Member requests is missing.")),
                        duration(throttle, "per"));
            }
            case "step-up" -> new Countermeasure.StepUp(address(only(body, "verification")));
            case "withhold" ->
                new Countermeasure.Withhold(Set.copyOf(only(body, "models").texts("models")));
            case "deter" -> new Countermeasure.Deter(deterrence(only(body, "deterrence")));
            default ->
                throw Objection.wrong("There is no such kind of countermeasure. "
                        + Nearest.to(kind, KINDS)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Known are " + String.join(", ", KINDS) + "."));
        };
        return measure;
    }

    private static ProgramBody only(ProgramBody body, String... members) {
        String[] known = new String[members.length + 2];
        System.arraycopy(members, 0, known, 0, members.length);
        known[members.length] = "v";
        known[members.length + 1] = "kind";
        ProgramBody measure = body.object("countermeasure", known);
        measure.whole("v", 1, 1);
        return measure;
    }

    private static Duration duration(ProgramBody body, String name) {
        try {
            Duration time = Duration.parse(body.text(name));
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below, like a time out of range.
        }
        throw Objection.wrong("Member " + name + " is not a time such as PT12H or P7D, of at most 365 days.");
    }

    private static URI address(ProgramBody body) {
        try {
            URI page = new URI(body.text("verification"));
            if ("https".equals(page.getScheme()) && page.getHost() != null) {
                return page;
            }
        } catch (URISyntaxException e) {
            // Told below, like an address of another kind.
        }
        throw Objection.wrong("Member verification is not an https address where customers verify themselves.");
    }

    private static Deterrence deterrence(ProgramBody measure) {
        ProgramBody body = measure.object(
                "deterrence",
                "logprobs",
                "logprobs_most",
                "logprobs_decimals",
                "deny_logit_bias",
                "reasoning",
                "most_completions",
                "least_temperature",
                "keep_watermark",
                "seal_reasoning",
                "canary");
        OptionalLong most = body.whole("most_completions", 1, 1_000);
        Optional<Double> least = body.number("least_temperature", 0, 2);
        Deterrence deterrence = new Deterrence(
                logprobs(body),
                body.flag("deny_logit_bias"),
                body.optionalText("reasoning").map(word -> switch (word) {
                    case "withhold" -> Deterrence.Reasoning.WITHHOLD;
                    case "summarise" -> Deterrence.Reasoning.SUMMARISE;
                    default -> throw Objection.wrong("Member reasoning is neither withhold nor summarise.");
                }),
                most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty(),
                least.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                body.flag("keep_watermark"),
                body.flag("seal_reasoning"),
                body.optionalText("canary").map(word -> switch (word) {
                    case "closing" -> Deterrence.Canary.CLOSING;
                    case "instruction" -> Deterrence.Canary.INSTRUCTION;
                    default -> throw Objection.wrong("Member canary is neither closing nor instruction.");
                }));
        if (deterrence.equals(Deterrence.NONE)) {
            throw Objection.wrong("Member deterrence changes nothing; name a change such as \"logprobs\": \"strip\".");
        }
        return deterrence;
    }

    private static Optional<Deterrence.Logprobs> logprobs(ProgramBody body) {
        OptionalLong most = body.whole("logprobs_most", 0, 20);
        OptionalLong decimals = body.whole("logprobs_decimals", 0, 6);
        Optional<String> word = body.optionalText("logprobs");
        if (word.filter("round"::equals).isPresent() && most.isPresent() && decimals.isPresent()) {
            return Optional.of(new Deterrence.Logprobs.Round((int) most.getAsLong(), (int) decimals.getAsLong()));
        }
        if (word.filter("strip"::equals).isPresent() && most.isEmpty() && decimals.isEmpty()) {
            return Optional.of(new Deterrence.Logprobs.Strip());
        }
        if (word.isEmpty() && most.isEmpty() && decimals.isEmpty()) {
            return Optional.empty();
        }
        throw Objection.wrong(
                "Member logprobs is neither strip, nor round together with logprobs_most and logprobs_decimals.");
    }
}
