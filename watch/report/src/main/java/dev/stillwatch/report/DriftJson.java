// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Probability;
import tools.jackson.core.JsonGenerator;

/** Whether the baseline still looks like the traffic, as a JSON object. */
final class DriftJson {
    private DriftJson() {}

    static void write(JsonGenerator out, BaselineDrift drift) {
        out.writeStartObject();
        out.writeBooleanProperty("moved", drift.moved());
        out.writeNumberProperty("customers", drift.customers());
        out.writeArrayPropertyStart("changes");
        for (BaselineDrift.Change change : drift.changes()) {
            out.writeStartObject();
            Json.text(out, "trait", change.trait());
            Json.score(out, "effect", change.effect());
            Json.probability(out, "p_value", change.pValue().value());
            out.writeBooleanProperty("moved", change.moved());
            out.writeEndObject();
        }
        out.writeEndArray();
        Json.text(out, "reason", drift.reason());
        out.writeEndObject();
    }

    static BaselineDrift read(JsonObject from) {
        return new BaselineDrift(
                Math.toIntExact(from.whole("customers")),
                from.list("changes", JsonObject.class).stream()
                        .map(change -> new BaselineDrift.Change(
                                change.text("trait"),
                                change.number("effect"),
                                new Probability(change.number("p_value")),
                                change.truth("moved")))
                        .toList(),
                from.text("reason"));
    }
}
