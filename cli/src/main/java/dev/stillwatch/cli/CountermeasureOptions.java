// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A countermeasure as it is typed. */
final class CountermeasureOptions {
    private static final List<String> KINDS = List.of("observe", "deter", "throttle", "step-up", "withhold", "suspend");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--requests", paramLabel = "N", description = "For throttle: requests an account may make.")
    private @Nullable Integer requests;

    @Option(
            names = "--per",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "For throttle: within this time (default: 1h).")
    private Duration per = Duration.ofHours(1);

    @Option(names = "--verify-at", paramLabel = "URL", description = "For step-up: where customers verify themselves.")
    private @Nullable URI verification;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "For withhold: a model as clients name it; may be given several times.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--canary",
            paramLabel = "closing|instruction",
            description = "For deter: answers in prose end with a sentence that is looked for in suspect models later,"
                    + " added to them or written by the model when told to (default: no such sentence).")
    private Deterrence.@Nullable Canary canary;

    /** The countermeasure of that name with these options. */
    Countermeasure countermeasure(String kind) {
        Integer most = requests;
        URI page = verification;
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "observe" -> new Countermeasure.Observe();
            case "deter" -> new Countermeasure.Deter(everything().withCanary(Optional.ofNullable(canary)));
            case "throttle" -> {
                if (most == null || most < 1) {
                    throw wrong("throttle needs --requests N, 1 or more");
                }
                yield new Countermeasure.Throttle(most, per);
            }
            case "step-up" -> {
                if (page == null || !page.isAbsolute()) {
                    throw wrong("step-up needs --verify-at URL, such as https://example.com/verify");
                }
                yield new Countermeasure.StepUp(page);
            }
            case "withhold" -> {
                if (models.isEmpty()) {
                    throw wrong("withhold needs --model NAME");
                }
                yield new Countermeasure.Withhold(Set.copyOf(models));
            }
            case "suspend" -> new Countermeasure.Suspend();
            default ->
                throw wrong("unknown measure '" + kind + "'; "
                        + NearestName.to(kind, KINDS)
                                .map(name -> "did you mean " + name + "?")
                                .orElse("known are " + String.join(", ", KINDS)));
        };
    }

    /** All that spoils a harvest without changing what an honest customer reads in an answer. */
    private static Deterrence everything() {
        return new Deterrence(
                Optional.of(new Deterrence.Logprobs.Strip()),
                true,
                Optional.of(Deterrence.Reasoning.WITHHOLD),
                OptionalInt.of(1),
                OptionalDouble.empty(),
                true,
                true);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
