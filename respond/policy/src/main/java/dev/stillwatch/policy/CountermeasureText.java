// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.StepUp;
import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Names of countermeasures in packs and output. */
public final class CountermeasureText {
    private CountermeasureText() {}

    /** The word in packs, such as {@code step-up}. */
    public static String label(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Observe observe -> "observe";
            case Deter deter -> "deter";
            case Throttle throttle -> "throttle";
            case StepUp stepUp -> "step-up";
            case Withhold withhold -> "withhold";
            case Suspend suspend -> "suspend";
        };
    }

    /** What can be in effect only once: two sets of models can be withheld side by side, two rates cannot be kept. */
    static String kind(Countermeasure countermeasure) {
        return countermeasure instanceof Withhold(var models)
                ? "withhold " + String.join(",", new TreeSet<>(models))
                : label(countermeasure);
    }

    /** In words, such as {@code throttle to 60 requests per PT1M}. */
    public static String words(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Deter(Deterrence deterrence) -> "deter: " + String.join(", ", changes(deterrence));
            case Throttle(int requests, var per) -> "throttle to " + requests + " requests per " + per;
            case StepUp(var verification) -> "step-up at " + verification;
            case Withhold(var models) -> "withhold " + String.join(", ", new TreeSet<>(models));
            case Observe observe -> label(observe);
            case Suspend suspend -> label(suspend);
        };
    }

    private static List<String> changes(Deterrence deterrence) {
        List<String> changes = new ArrayList<>();
        deterrence
                .logprobs()
                .ifPresent(logprobs -> changes.add(
                        switch (logprobs) {
                            case Deterrence.Logprobs.Strip strip -> "logprobs stripped";
                            case Deterrence.Logprobs.Round(int most, int decimals) ->
                                "logprobs of " + most + " tokens to " + decimals + " decimals";
                        }));
        if (deterrence.denyLogitBias()) {
            changes.add("no logit_bias");
        }
        deterrence
                .reasoning()
                .ifPresent(reasoning -> changes.add(
                        switch (reasoning) {
                            case WITHHOLD -> "reasoning withheld";
                            case SUMMARISE -> "reasoning summarised";
                        }));
        deterrence.mostCompletions().ifPresent(most -> changes.add("n up to " + most));
        deterrence
                .leastTemperature()
                .ifPresent(least -> changes.add(String.format(Locale.ROOT, "temperature from %s", least)));
        if (deterrence.keepWatermark()) {
            changes.add("watermark kept");
        }
        if (deterrence.sealReasoning()) {
            changes.add("reasoning blocks sealed");
        }
        deterrence
                .canary()
                .ifPresent(canary -> changes.add(
                        switch (canary) {
                            case CLOSING -> "canaries as closing sentences";
                            case INSTRUCTION -> "canaries by instruction";
                        }));
        return changes;
    }
}
