// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.StepUp;
import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** Writes a countermeasure in the form that {@link CountermeasureReader} reads. */
final class CountermeasureJson {
    private CountermeasureJson() {}

    static void write(JsonGenerator out, String name, Countermeasure countermeasure) {
        String label = CountermeasureText.label(countermeasure);
        switch (countermeasure) {
            case Observe observe -> out.writeStringProperty(name, label);
            case Suspend suspend -> out.writeStringProperty(name, label);
            case Throttle(int requests, var per) -> {
                open(out, name, label);
                out.writeNumberProperty("requests", requests);
                out.writeStringProperty("per", per.toString());
                close(out);
            }
            case StepUp(var verification) -> {
                open(out, name, label);
                out.writeStringProperty("verification", verification.toString());
                close(out);
            }
            case Withhold(var models) -> {
                open(out, name, label);
                PolicyJson.texts(out, "models", new TreeSet<>(models));
                close(out);
            }
            case Deter(Deterrence deterrence) -> {
                open(out, name, label);
                deterrence(out, deterrence);
                close(out);
            }
        }
    }

    private static void open(JsonGenerator out, String name, String label) {
        out.writeObjectPropertyStart(name);
        out.writeObjectPropertyStart(label);
    }

    private static void close(JsonGenerator out) {
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void deterrence(JsonGenerator out, Deterrence deterrence) {
        deterrence.logprobs().ifPresent(logprobs -> {
            switch (logprobs) {
                case Deterrence.Logprobs.Strip() -> out.writeStringProperty("logprobs", "strip");
                case Deterrence.Logprobs.Round(int most, int decimals) -> {
                    open(out, "logprobs", "round");
                    out.writeNumberProperty("most", most);
                    out.writeNumberProperty("decimals", decimals);
                    close(out);
                }
            }
        });
        out.writeBooleanProperty("deny-logit-bias", deterrence.denyLogitBias());
        deterrence
                .reasoning()
                .ifPresent(reasoning ->
                        out.writeStringProperty("reasoning", reasoning.name().toLowerCase(Locale.ROOT)));
        deterrence.mostCompletions().ifPresent(most -> out.writeNumberProperty("most-completions", most));
        deterrence.leastTemperature().ifPresent(least -> out.writeNumberProperty("least-temperature", least));
        out.writeBooleanProperty("keep-watermark", deterrence.keepWatermark());
        out.writeBooleanProperty("seal-reasoning", deterrence.sealReasoning());
        deterrence
                .canary()
                .ifPresent(canary ->
                        out.writeStringProperty("canary", canary.name().toLowerCase(Locale.ROOT)));
    }
}
