// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** A decision as a JSON object, to be kept and replayed. */
public final class DecisionJson {
    private DecisionJson() {}

    /** The decision as an object that ends with a line feed. */
    public static String of(Decision decision) {
        return PolicyJson.object(out -> members(out, decision));
    }

    static void write(JsonGenerator out, Decision decision) {
        out.writeStartObject();
        members(out, decision);
        out.writeEndObject();
    }

    private static void members(JsonGenerator out, Decision decision) {
        out.writeStringProperty("pack", decision.pack());
        out.writeStringProperty("version", decision.version());
        out.writeStringProperty("rule", decision.rule());
        CountermeasureJson.write(out, "then", decision.countermeasure());
        out.writeStringProperty("lasting", decision.lasting().toString());
        out.writeBooleanProperty("needs_approval", decision.needsApproval());
        out.writeStringProperty("reason", decision.reason());
        out.writeStringProperty("facts_hash", decision.factsHash());
        out.writeStringProperty("decided_at", decision.decidedAt().toString());
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @param name what errors call it: a file name
     * @throws StillwatchException if it is no decision
     */
    public static Decision read(String name, byte[] json) {
        Section section = SettingsDocument.parse(name, json);
        Duration lasting = section.duration("lasting");
        if (!lasting.isPositive()) {
            throw section.refusal("lasting", "must be longer than zero; take the decision as it was written");
        }
        Decision decision = new Decision(
                section.text("pack"),
                section.text("version"),
                section.text("rule"),
                CountermeasureReader.read(section),
                lasting,
                section.flag("needs_approval"),
                section.text("reason"),
                section.text("facts_hash"),
                section.instant("decided_at"));
        section.done();
        return decision;
    }

    /** As {@link #read(String, byte[])}. */
    public static Decision read(String name, String json) {
        return read(name, json.getBytes(StandardCharsets.UTF_8));
    }
}
