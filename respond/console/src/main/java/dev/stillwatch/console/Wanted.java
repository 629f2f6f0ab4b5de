// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A countermeasure that somebody filled in completely.
 *
 * @param lasting how long
 * @param reason in words for the account's holder
 */
record Wanted(Countermeasure measure, Duration lasting, String reason) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Reads what was filled in.
     *
     * @throws StillwatchException naming the field that is missing or wrong
     */
    static Wanted of(Draft draft) {
        Countermeasure measure = switch (draft.text("measure")) {
            case "observe" -> new Countermeasure.Observe();
            case "step-up" -> new Countermeasure.StepUp(page(draft));
            case "throttle" ->
                new Countermeasure.Throttle(
                        number(draft, "requests", "how many requests an account may make", 1, 1_000_000),
                        time(draft, "per", "the time of the throttle"));
            case "deter" -> new Countermeasure.Deter(deterrence(draft));
            case "withhold" -> new Countermeasure.Withhold(models(draft));
            case "suspend" -> new Countermeasure.Suspend();
            default -> throw new StillwatchException("Choose what is to be done.");
        };
        Duration lasting = lasting(draft);
        if (draft.text("reason").isBlank()) {
            throw new StillwatchException("Fill in a reason; the account's holder is told it.");
        }
        return new Wanted(measure, lasting, draft.text("reason"));
    }

    private static Duration lasting(Draft draft) {
        return switch (draft.text("lasting")) {
            case "PT12H" -> Duration.ofHours(12);
            case "PT24H" -> Duration.ofDays(1);
            case "PT168H" -> Duration.ofDays(7);
            case "PT720H" -> Duration.ofDays(30);
            case "own" -> time(draft, "own", "how long it is to hold");
            default -> throw new StillwatchException("Choose how long it is to hold.");
        };
    }

    private static URI page(Draft draft) {
        try {
            URI page = new URI(draft.text("verify-at"));
            if (page.isAbsolute()
                    && page.getHost() != null
                    && Set.of("https", "http").contains(page.getScheme())) {
                return page;
            }
        } catch (URISyntaxException e) {
            // Told below, like an address that lacks a part.
        }
        throw new StillwatchException(
                "Fill in the address where customers verify themselves, such as https://example.com/verify.");
    }

    private static Set<String> models(Draft draft) {
        Set<String> models = Arrays.stream(draft.text("models").split("[,\\s]+"))
                .filter(name -> !name.isBlank())
                .collect(Collectors.toSet());
        if (models.isEmpty()) {
            throw new StillwatchException("Name at least one model to withhold, as clients name it.");
        }
        return models;
    }

    private static Deterrence deterrence(Draft draft) {
        Optional<Deterrence.Logprobs> logprobs = switch (draft.text("logprobs")) {
            case "strip" -> Optional.of(new Deterrence.Logprobs.Strip());
            case "round" ->
                Optional.of(new Deterrence.Logprobs.Round(
                        number(draft, "most", "how many alternatives are passed on", 0, 20),
                        number(draft, "decimals", "how many decimals are passed on", 0, 6)));
            default -> Optional.empty();
        };
        Optional<Deterrence.Reasoning> reasoning = switch (draft.text("reasoning")) {
            case "withhold" -> Optional.of(Deterrence.Reasoning.WITHHOLD);
            case "summarise" -> Optional.of(Deterrence.Reasoning.SUMMARISE);
            default -> Optional.empty();
        };
        Optional<Deterrence.Canary> canary = switch (draft.text("canary")) {
            case "closing" -> Optional.of(Deterrence.Canary.CLOSING);
            case "instruction" -> Optional.of(Deterrence.Canary.INSTRUCTION);
            default -> Optional.empty();
        };
        Deterrence deterrence = new Deterrence(
                logprobs,
                draft.ticked("deny-logit-bias"),
                reasoning,
                draft.text("most-completions").isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(number(draft, "most-completions", "the largest n passed on", 1, 1_000)),
                temperature(draft),
                draft.ticked("keep-watermark"),
                draft.ticked("seal-reasoning"),
                canary);
        if (deterrence.equals(Deterrence.NONE)) {
            throw new StillwatchException("Choose at least one change to answers, or another measure.");
        }
        return deterrence;
    }

    private static OptionalDouble temperature(Draft draft) {
        if (draft.text("least-temperature").isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double least = Double.parseDouble(draft.text("least-temperature"));
            if (least >= 0 && least <= 2) {
                return OptionalDouble.of(least);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new StillwatchException("Fill in the smallest temperature as a number from 0 to 2, or leave it empty.");
    }

    private static Duration time(Draft draft, String name, String what) {
        int count = number(draft, name, what, 1, 100_000);
        Duration time = switch (draft.text(name + "-unit")) {
            case "seconds" -> Duration.ofSeconds(count);
            case "minutes" -> Duration.ofMinutes(count);
            case "days" -> Duration.ofDays(count);
            default -> Duration.ofHours(count);
        };
        if (time.compareTo(LONGEST) > 0) {
            throw new StillwatchException("Fill in " + what + " as at most 365 days.");
        }
        return time;
    }

    private static int number(Draft draft, String name, String what, int least, int most) {
        try {
            int number = Integer.parseInt(draft.text(name));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new StillwatchException(
                String.format(Locale.ROOT, "Fill in %s as a number from %d to %,d.", what, least, most));
    }
}
