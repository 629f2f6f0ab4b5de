// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.Checkpoint;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line, for programs. */
final class EvidenceJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private EvidenceJson() {}

    /** An object with these members, and a line break. */
    static String line(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return text + "\n";
    }

    static void checkpoint(JsonGenerator out, Checkpoint checkpoint) {
        out.writeStringProperty("origin", checkpoint.origin());
        out.writeNumberProperty("size", checkpoint.size());
        out.writeStringProperty("root", checkpoint.root().base64());
    }
}
