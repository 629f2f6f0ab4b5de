// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TSFBuilder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** What policies say, as JSON for programs: one object that ends with a line feed. */
public final class PolicyJson {
    private static final JsonFactory FACTORY = ((JsonFactoryBuilder) (TSFBuilder<?, ?>) JsonFactory.builder())
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private PolicyJson() {}

    /** A ruling with its whole trace. */
    public static String of(Ruling ruling) {
        return object(out -> {
            out.writeStringProperty("facts_hash", ruling.factsHash());
            out.writeStringProperty("effective_at", ruling.effectiveAt().toString());
            out.writeStringProperty("known_at", ruling.knownAt().toString());
            out.writeArrayPropertyStart("decisions");
            ruling.decisions().forEach(decision -> DecisionJson.write(out, decision));
            out.writeEndArray();
            out.writeArrayPropertyStart("warnings");
            ruling.warnings().forEach(decision -> DecisionJson.write(out, decision));
            out.writeEndArray();
            texts(out, "missing", ruling.missing());
            out.writeArrayPropertyStart("trace");
            ruling.outcomes().forEach(outcome -> outcome(out, outcome));
            out.writeEndArray();
        });
    }

    private static void outcome(JsonGenerator out, RuleOutcome outcome) {
        out.writeStartObject();
        out.writeStringProperty("pack", outcome.pack());
        out.writeStringProperty("version", outcome.version());
        out.writeStringProperty("pack_sha256", outcome.packHash());
        out.writeStringProperty("mode", outcome.mode().label());
        out.writeStringProperty("rule", outcome.rule());
        out.writeNumberProperty("priority", outcome.priority());
        out.writeStringProperty("countermeasure", CountermeasureText.label(outcome.countermeasure()));
        outcome.citation().ifPresent(citation -> out.writeStringProperty("citation", citation));
        out.writeStringProperty("finding", outcome.finding().label());
        switch (outcome.finding()) {
            case RuleOutcome.Finding.Matched(List<String> unknown) -> texts(out, "unknown", unknown);
            case RuleOutcome.Finding.NotMatched() -> {}
            case RuleOutcome.Finding.NeedsInfo(List<String> missing) -> texts(out, "missing", missing);
            case RuleOutcome.Finding.Exempt(String exemption, String reason) -> {
                out.writeStringProperty("exemption", exemption);
                out.writeStringProperty("reason", reason);
            }
            case RuleOutcome.Finding.Outranked(String by) -> out.writeStringProperty("by", by);
            case RuleOutcome.Finding.NotInForce(String why) -> out.writeStringProperty("why", why);
        }
        out.writeEndObject();
    }

    /** Packs with their rules. */
    public static String of(PackSet packs) {
        return object(out -> {
            out.writeArrayPropertyStart("packs");
            packs.packs().forEach(pack -> PackJson.write(out, pack));
            out.writeEndArray();
        });
    }

    /** How the cases of packs went. */
    public static String of(List<PackCases.Report> reports) {
        return object(out -> {
            out.writeArrayPropertyStart("packs");
            for (PackCases.Report report : reports) {
                out.writeStartObject();
                out.writeStringProperty("file", report.file().toString());
                out.writeStringProperty("pack", report.pack());
                out.writeArrayPropertyStart("cases");
                for (PackCases.Result result : report.results()) {
                    out.writeStartObject();
                    out.writeStringProperty("name", result.name());
                    out.writeNumberProperty("line", result.line());
                    out.writeBooleanProperty("passed", result.passed());
                    texts(out, "failures", result.failures());
                    out.writeEndObject();
                }
                out.writeEndArray();
                texts(out, "unmatched_rules", report.unmatchedRules());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** Whom packs would touch. */
    public static String of(Preview preview) {
        return object(out -> PreviewJson.write(out, preview));
    }

    static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(new Indented(), text)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return text + "\n";
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    static void texts(JsonGenerator out, String name, Collection<String> texts) {
        out.writeArrayPropertyStart(name);
        texts.forEach(out::writeString);
        out.writeEndArray();
    }
}
