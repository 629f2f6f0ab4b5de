// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.registry.RegisteredMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** How registered marks are shown: all but their keys. */
final class RegisteredMarkText {
    private RegisteredMarkText() {}

    static String line(RegisteredMark mark) {
        List<String> words = new ArrayList<>();
        words.add(mark.label());
        words.add(mark.use().scheme().name() + " " + mark.use().scheme().parameters());
        add(words, "model", mark.use().model());
        add(words, "tenant", mark.use().tenant());
        add(words, "cohort", mark.use().cohort());
        words.add(mark.origin().name().toLowerCase(Locale.ROOT));
        words.add("from " + mark.from());
        mark.until().ifPresent(until -> words.add("until " + until));
        if (mark.publicDemoKey()) {
            words.add("PUBLIC DEMO KEY");
        }
        return String.join(", ", words);
    }

    private static void add(List<String> words, String name, String value) {
        if (!value.isEmpty()) {
            words.add(name + " " + value);
        }
    }

    static void json(JsonGenerator out, RegisteredMark mark) {
        out.writeStartObject();
        out.writeStringProperty("label", mark.label());
        out.writeStringProperty("scheme", mark.use().scheme().name());
        out.writeObjectPropertyStart("parameters");
        mark.use().scheme().parameters().forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeStringProperty("model", mark.use().model());
        out.writeStringProperty("tokenizer_sha256", mark.use().tokenizer());
        out.writeStringProperty("tenant", mark.use().tenant());
        out.writeStringProperty("cohort", mark.use().cohort());
        out.writeNumberProperty("period", mark.period());
        out.writeStringProperty("origin", mark.origin().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("from", mark.from().toString());
        mark.until().ifPresent(until -> out.writeStringProperty("until", until.toString()));
        out.writeBooleanProperty("public_demo_key", mark.publicDemoKey());
        out.writeEndObject();
    }
}
