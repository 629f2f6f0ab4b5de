// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A finding as a line of {@code findings.jsonl}. */
final class FindingJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FindingJson() {}

    /** The line, with its line break. */
    static byte[] line(Finding finding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeStringProperty("file", finding.place().file());
            out.writeNumberProperty("row", finding.place().row());
            finding.span().ifPresent(span -> {
                out.writeNumberProperty("from", span.from());
                out.writeNumberProperty("to", span.to());
            });
            out.writeStringProperty("source", finding.source());
            out.writeNumberProperty("strength", rounded(finding.strength()));
            strings(out, "families", finding.families());
            out.writeArrayPropertyStart("evidence");
            finding.evidence().forEach(each -> evidence(out, each));
            out.writeEndArray();
            out.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void evidence(JsonGenerator out, Evidence evidence) {
        out.writeStartObject();
        out.writeStringProperty("kind", evidence.kind());
        switch (evidence) {
            case Evidence.Served served -> {
                out.writeNumberProperty("words", served.words());
                out.writeNumberProperty("longest_passage", served.longest());
                strings(out, "models", served.models());
            }
            case Evidence.KnownSet known -> {
                out.writeStringProperty("set", known.set());
                out.writeNumberProperty("similarity", rounded(known.similarity()));
            }
            case Evidence.Marked marked -> {
                out.writeStringProperty("key", marked.key());
                out.writeNumberProperty("log10_p", rounded(marked.log10()));
            }
            case Evidence.Declared declared -> out.writeStringProperty("field", declared.field());
            case Evidence.Identity identity -> out.writeStringProperty("phrase", identity.phrase());
        }
        evidence.family().ifPresent(family -> out.writeStringProperty("family", family));
        out.writeEndObject();
    }

    private static void strings(JsonGenerator out, String name, Iterable<String> values) {
        out.writeArrayPropertyStart(name);
        values.forEach(out::writeString);
        out.writeEndArray();
    }

    /** Four decimals. */
    static BigDecimal rounded(double value) {
        return new BigDecimal(value).setScale(4, RoundingMode.HALF_UP);
    }
}
