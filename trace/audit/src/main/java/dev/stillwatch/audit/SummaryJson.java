// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.provenance.ShareOutcome;
import dev.stillwatch.provenance.Writer;
import java.io.StringWriter;
import java.util.Locale;
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
        counts(out, "marks", source.below("mark."));
        source.pooled().forEach(each -> pooled(out, each));
        strata(out, source, "length");
        strata(out, source, "language");
        out.writeEndObject();
    }

    private static void pooled(JsonGenerator out, PooledEvidence evidence) {
        switch (evidence) {
            case PooledEvidence.Style style -> style(out, style);
            case PooledEvidence.Marks marks -> marks(out, marks);
        }
    }

    private static void marks(JsonGenerator out, PooledEvidence.Marks marks) {
        out.writeArrayPropertyStart("marks_over_rows");
        for (PooledEvidence.MarkOfKey key : marks.keys()) {
            out.writeStartObject();
            out.writeStringProperty("key", key.key());
            out.writeNumberProperty("rows", key.rows());
            out.writeNumberProperty("high", key.high());
            out.writeNumberProperty("highest_unmarked_share", FindingJson.rounded(key.ceiling()));
            out.writeNumberProperty("log10_p", FindingJson.rounded(key.log10()));
            out.writeBooleanProperty("shown", key.shown());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void style(JsonGenerator out, PooledEvidence.Style style) {
        out.writeObjectPropertyStart("style");
        out.writeNumberProperty("one_row_of", style.oneOf());
        out.writeNumberProperty("unread", style.unread());
        out.writeBooleanProperty("alarm", style.alarm());
        switch (style.outcome()) {
            case ShareOutcome.CannotTell(long texts, ShareOutcome.Doubt doubt) -> {
                out.writeNumberProperty("texts", texts);
                out.writeStringProperty(
                        "cannot_tell", doubt.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            case ShareOutcome.Estimated estimated -> {
                out.writeNumberProperty("texts", estimated.texts());
                share(out, "models", estimated.models());
                out.writeObjectPropertyStart("families");
                for (Writer family : Writer.models()) {
                    ShareOutcome.Share share = estimated.families().get(family);
                    if (share != null) {
                        share(out, family.label(), share);
                    }
                }
                out.writeEndObject();
            }
        }
        out.writeEndObject();
    }

    private static void share(JsonGenerator out, String name, ShareOutcome.Share share) {
        out.writeObjectPropertyStart(name);
        out.writeNumberProperty("share", FindingJson.rounded(share.estimate()));
        out.writeNumberProperty("low", FindingJson.rounded(share.low()));
        out.writeNumberProperty("high", FindingJson.rounded(share.high()));
        out.writeEndObject();
    }

    private static void strata(JsonGenerator out, SourceSummary source, String kind) {
        out.writeObjectPropertyStart(kind);
        source.strata(kind).forEach((name, share) -> share(out, name.toLowerCase(Locale.ROOT), share));
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
