// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.JsonObject;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** Decisions as JSON objects. */
public final class DecisionJson {
    private DecisionJson() {}

    /** The object; equal decisions give equal text. */
    public static String text(Decision decision) {
        return JsonText.object(out -> members(out, decision));
    }

    /**
     * Reads what {@link #text} wrote, by this version or an earlier one.
     *
     * @throws IllegalArgumentException naming what is wrong, if it is something else
     */
    public static Decision parse(String text) {
        JsonObject from = JsonObject.parse(text);
        return new Decision(
                from.text("pack"),
                from.text("version"),
                from.text("rule"),
                CountermeasureJson.read(from.object("countermeasure")),
                Duration.parse(from.text("lasting")),
                from.truth("needs_approval"),
                from.text("reason"),
                from.text("facts_sha256"),
                from.time("decided_at"));
    }

    static void members(JsonGenerator out, Decision decision) {
        out.writeStringProperty("pack", decision.pack());
        out.writeStringProperty("version", decision.version());
        out.writeStringProperty("rule", decision.rule());
        out.writeObjectPropertyStart("countermeasure");
        CountermeasureJson.members(out, decision.countermeasure());
        out.writeEndObject();
        out.writeStringProperty("lasting", decision.lasting().toString());
        out.writeBooleanProperty("needs_approval", decision.needsApproval());
        out.writeStringProperty("reason", decision.reason());
        out.writeStringProperty("facts_sha256", decision.factsHash());
        out.writeStringProperty("decided_at", decision.decidedAt().toString());
    }
}
