// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.detect.Verdict;
import java.util.Arrays;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Writes the members of a preview. */
final class PreviewJson {
    private PreviewJson() {}

    static void write(JsonGenerator out, Preview preview) {
        out.writeNumberProperty("accounts", preview.accounts());
        out.writeNumberProperty("benign_hit", preview.benignHit());
        out.writeArrayPropertyStart("rules");
        preview.rules().forEach(rule -> rule(out, rule));
        out.writeEndArray();
        out.writeArrayPropertyStart("changes");
        for (Preview.Change change : preview.changes()) {
            out.writeStartObject();
            out.writeStringProperty("countermeasure", change.countermeasure());
            out.writeNumberProperty("before", change.before());
            out.writeNumberProperty("after", change.after());
            out.writeNumberProperty("gained", change.gained());
            out.writeNumberProperty("lost", change.lost());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectPropertyStart("missing");
        new TreeMap<>(preview.missing()).forEach(out::writeNumberProperty);
        out.writeEndObject();
    }

    private static void rule(JsonGenerator out, Preview.RuleCount rule) {
        out.writeStartObject();
        out.writeStringProperty("pack", rule.pack());
        out.writeStringProperty("rule", rule.rule());
        out.writeStringProperty("countermeasure", CountermeasureText.words(rule.countermeasure()));
        out.writeStringProperty("mode", rule.mode().label());
        out.writeBooleanProperty("needs_approval", rule.needsApproval());
        out.writeObjectPropertyStart("matched");
        Arrays.stream(Verdict.values())
                .forEach(verdict ->
                        out.writeNumberProperty(verdict.label(), rule.matched().getOrDefault(verdict, 0L)));
        out.writeEndObject();
        out.writeNumberProperty("needs_info", rule.needsInfo());
        out.writeNumberProperty("exempt", rule.exempt());
        out.writeNumberProperty("outranked", rule.outranked());
        out.writeNumberProperty("assumed", rule.assumed());
        out.writeEndObject();
    }
}
