// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.StepUp;
import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import dev.stillwatch.report.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Countermeasures as JSON objects: {@code v} for the version of the form, {@code kind}, then what the kind needs.
 *
 * <p>What version 1 wrote is read for good: it stands in stores and dossiers.
 */
public final class CountermeasureJson {
    private static final int VERSION = 1;

    private CountermeasureJson() {}

    /** The name of a kind of countermeasure, as it stands in {@code kind}. */
    public static String kind(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Observe _ -> "observe";
            case Deter _ -> "deter";
            case Throttle _ -> "throttle";
            case StepUp _ -> "step-up";
            case Withhold _ -> "withhold";
            case Suspend _ -> "suspend";
        };
    }

    /** The object; equal countermeasures give equal text. */
    public static String text(Countermeasure countermeasure) {
        return JsonText.object(out -> members(out, countermeasure));
    }

    /**
     * Reads what {@link #text} wrote, by this version or an earlier one.
     *
     * @throws IllegalArgumentException naming what is wrong, if it is something else
     */
    public static Countermeasure parse(String text) {
        return read(JsonObject.parse(text));
    }

    static void members(JsonGenerator out, Countermeasure countermeasure) {
        out.writeNumberProperty("v", VERSION);
        out.writeStringProperty("kind", kind(countermeasure));
        switch (countermeasure) {
            case Observe _, Suspend _ -> {}
            case Deter deter -> {
                out.writeObjectPropertyStart("deterrence");
                DeterrenceJson.members(out, deter.deterrence());
                out.writeEndObject();
            }
            case Throttle throttle -> {
                out.writeNumberProperty("requests", throttle.requests());
                out.writeStringProperty("per", throttle.per().toString());
            }
            case StepUp stepUp ->
                out.writeStringProperty("verification", stepUp.verification().toString());
            case Withhold withhold -> {
                out.writeArrayPropertyStart("models");
                withhold.models().stream().sorted().forEach(out::writeString);
                out.writeEndArray();
            }
        }
    }

    static Countermeasure read(JsonObject from) {
        if (from.whole("v") != VERSION) {
            throw new IllegalArgumentException("a countermeasure of form " + from.whole("v") + ", known is " + VERSION);
        }
        return switch (from.text("kind")) {
            case "observe" -> new Observe();
            case "deter" -> new Deter(DeterrenceJson.read(from.object("deterrence")));
            case "throttle" -> new Throttle(Math.toIntExact(from.whole("requests")), Duration.parse(from.text("per")));
            case "step-up" -> new StepUp(URI.create(from.text("verification")));
            case "withhold" -> new Withhold(Set.copyOf(from.list("models", String.class)));
            case "suspend" -> new Suspend();
            default -> throw new IllegalArgumentException("a countermeasure of unknown kind");
        };
    }
}
