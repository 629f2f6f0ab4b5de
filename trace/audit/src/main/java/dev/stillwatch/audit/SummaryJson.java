// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An audit's summary for programs: {@code summary.json}. Holds no time, so that the same audit gives the same bytes. */
final class SummaryJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private SummaryJson() {}

    static String of(AuditSummary summary) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeNumberProperty("version", 1);
            out.writeNumberProperty("rows", summary.rows());
            out.writeNumberProperty("judged", summary.judged());
            out.writeNumberProperty("unread", summary.unread());
            share(out, "evidence_share", summary.evident());
            out.writeArrayPropertyStart("sources");
            summary.sources().forEach(source -> source(out, source));
            out.writeEndArray();
            out.writeArrayPropertyStart("files");
            for (AuditSummary.FileFacts file : summary.files()) {
                out.writeStartObject();
                out.writeStringProperty("name", file.name());
                out.writeNumberProperty("bytes", file.bytes());
                out.writeStringProperty("shape", file.shape());
                out.writeStringProperty("head_sha256", file.head());
                out.writeEndObject();
            }
            out.writeEndArray();
            strings(out, "looked_at", summary.witnesses());
            strings(out, "first_unread", summary.unreadPlaces());
            strings(out, "notes", summary.notes());
            out.writeEndObject();
        }
        return text + "\n";
    }

    private static void source(JsonGenerator out, SourceSummary source) {
        out.writeStartObject();
        out.writeStringProperty("name", source.name());
        out.writeStringProperty("risk", source.risk().label());
        out.writeNumberProperty("rows", source.rows());
        out.writeNumberProperty("judged", source.judged());
        out.writeNumberProperty("plain", source.count("plain"));
        out.writeNumberProperty("characters", source.count("characters"));
        share(out, "evidence_share", source.evident());
        counts(out, "evidence", source.kinds());
        out.writeObjectPropertyStart("families");
        for (Map.Entry<String, Long> family : source.families()) {
            out.writeNumberProperty(family.getKey(), family.getValue());
        }
        out.writeEndObject();
        counts(out, "phrases", source.below("phrase."));
        counts(out, "known_sets", source.below("set."));
        counts(out, "fields", source.below("field."));
        strata(out, source, "length");
        strata(out, source, "language");
        out.writeEndObject();
    }

    private static void strata(JsonGenerator out, SourceSummary source, String kind) {
        out.writeObjectPropertyStart(kind);
        source.strata(kind).forEach((name, share) -> share(out, name.toLowerCase(java.util.Locale.ROOT), share));
        out.writeEndObject();
    }

    private static void share(JsonGenerator out, String name, Share share) {
        out.writeObjectPropertyStart(name);
        out.writeNumberProperty("rows", share.count());
        out.writeNumberProperty("of", share.of());
        out.writeNumberProperty("share", FindingJson.rounded(share.value()));
        out.writeNumberProperty("low", FindingJson.rounded(share.low()));
        out.writeNumberProperty("high", FindingJson.rounded(share.high()));
        out.writeEndObject();
    }

    private static void counts(JsonGenerator out, String name, Map<String, Long> counts) {
        out.writeObjectPropertyStart(name);
        counts.forEach(out::writeNumberProperty);
        out.writeEndObject();
    }

    private static void strings(JsonGenerator out, String name, Iterable<String> values) {
        out.writeArrayPropertyStart(name);
        values.forEach(out::writeString);
        out.writeEndArray();
    }
}
