// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.radioactivity.RadioactivityResult;
import dev.stillwatch.radioactivity.RadioactivityResult.CurvePoint;
import dev.stillwatch.radioactivity.RadioactivityResult.Evidence;
import dev.stillwatch.radioactivity.RadioactivityResult.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code trace model} says.
 *
 * @param level the chance that is allowed for accusing an innocent
 * @param texts how many texts of the suspect were read
 * @param keys what each key gave
 * @param notes what else a reader has to know
 */
record TraceModelReport(double level, int texts, List<OfKey> keys, List<String> notes) {

    /**
     * What one key gave.
     *
     * @param controls the same test of models that never saw the mark
     */
    record OfKey(
            String label,
            Scheme scheme,
            boolean publicDemoKey,
            RadioactivityResult result,
            List<RadioactivityResult> controls) {

        /** An innocent model shows it too: then it says nothing about the suspect. */
        boolean controlShowsIt() {
            return controls.stream().anyMatch(control -> control.outcome() == Outcome.MARK_FOUND);
        }

        boolean found() {
            return result.outcome() == Outcome.MARK_FOUND && !controlShowsIt();
        }

        private String word() {
            return switch (result.outcome()) {
                case MARK_FOUND -> controlShowsIt() ? "control-shows-it-too" : "mark-found";
                case NO_MARK_FOUND -> "no-mark-found";
                case INSUFFICIENT -> "too-little";
                case NOT_CALIBRATED -> "not-calibrated";
            };
        }

        private String words() {
            return switch (result.outcome()) {
                case MARK_FOUND ->
                    controlShowsIt()
                            ? "NOTHING TO CLAIM: a control shows the mark too, so this key says nothing on such texts"
                            : "MARK FOUND: the suspect learnt from text with this mark, or from a model that did";
                case NO_MARK_FOUND -> "no mark shown; that does not clear the suspect: the mark may be too faint";
                case INSUFFICIENT -> "too little text to tell; give some 100,000 tokens or more";
                case NOT_CALIBRATED -> "NO RESULT: decoy keys do not score as they should on these texts";
            };
        }
    }

    int status() {
        if (keys.stream().anyMatch(OfKey::found)) {
            return ExitStatus.MARKED;
        }
        boolean tooLittle = keys.stream().allMatch(each -> each.result().outcome() == Outcome.INSUFFICIENT);
        return tooLittle ? ExitStatus.TOO_LITTLE : ExitStatus.OK;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (OfKey each : keys) {
            RadioactivityResult result = each.result();
            say(text, "%s (%s): %s", each.label(), each.scheme().name(), each.words());
            say(
                    text,
                    "  read: %,d texts, %,d places; left out: %,d whose window stood in the prompt, %,d outside --marked",
                    texts,
                    result.positions(),
                    result.dropped().inPrompt(),
                    result.dropped().outsideFilter());
            result.evidence()
                    .ifPresent(
                            evidence -> evidence(text, evidence, result.plan().keysTried()));
            for (RadioactivityResult control : each.controls()) {
                control.evidence()
                        .ifPresent(evidence -> say(
                                text,
                                "  control: %,d places, chance at most %s",
                                control.positions(),
                                chance(evidence.weighed().bound())));
            }
            if (each.publicDemoKey()) {
                say(text, "  the key is public: anybody can have left this mark");
            }
        }
        say(text, "the limit is %s; what this proves and what not: docs/radioactivity.md", level);
        notes.forEach(note -> say(text, "note: %s", note));
        return Terminal.visible(text.toString());
    }

    private static void evidence(StringBuilder text, Evidence evidence, int tried) {
        say(
                text,
                "  chance of this without the mark: at most %s (%d keys tried), about %s; %,d windows, %+.2f deviations",
                chance(evidence.weighed().bound()),
                tried,
                chance(evidence.weighed().estimate()),
                evidence.weighed().windows(),
                evidence.weighed().deviations());
        say(
                text,
                "  each pair counted once, as published: %s; %,d windows, mean score %.4f",
                chance(evidence.once().exact()),
                evidence.once().windows(),
                evidence.once().mean());
        say(
                text,
                "  %d decoy keys: rank %.3g, spread evenly with p %.2g",
                evidence.decoys().count(),
                evidence.decoys().rankP(),
                evidence.decoys().uniform().p());
    }

    private static void say(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String chance(TailProbability probability) {
        return probability.log10() > -4
                ? String.format(Locale.ROOT, "%.3g", probability.value())
                : String.format(Locale.ROOT, "10^%.1f", Math.max(-1e12, probability.log10()));
    }

    String json() {
        return EvidenceJson.line(out -> {
            out.writeNumberProperty("level", level);
            out.writeNumberProperty("texts", texts);
            out.writeArrayPropertyStart("keys");
            keys.forEach(each -> {
                out.writeStartObject();
                out.writeStringProperty("label", each.label());
                out.writeStringProperty("scheme", each.scheme().name());
                out.writeStringProperty("outcome", each.word());
                out.writeBooleanProperty("public_demo_key", each.publicDemoKey());
                members(out, each.result());
                out.writeArrayPropertyStart("controls");
                each.controls().forEach(control -> {
                    out.writeStartObject();
                    out.writeStringProperty(
                            "outcome", Objects.toString(control.outcome()).toLowerCase(Locale.ROOT));
                    members(out, control);
                    out.writeEndObject();
                });
                out.writeEndArray();
                out.writeEndObject();
            });
            out.writeEndArray();
            out.writeArrayPropertyStart("notes");
            notes.forEach(out::writeString);
            out.writeEndArray();
        });
    }

    private static void members(JsonGenerator out, RadioactivityResult result) {
        out.writeNumberProperty("places", result.positions());
        out.writeNumberProperty("in_prompt", result.dropped().inPrompt());
        out.writeNumberProperty("outside_marked", result.dropped().outsideFilter());
        out.writeNumberProperty("keys_tried", result.plan().keysTried());
        result.evidence().ifPresent(evidence -> {
            out.writeNumberProperty("windows", evidence.weighed().windows());
            out.writeNumberProperty("deviations", evidence.weighed().deviations());
            out.writeNumberProperty("log10_bound", finite(evidence.weighed().bound()));
            out.writeNumberProperty("log10_estimate", finite(evidence.weighed().estimate()));
            out.writeNumberProperty("once_windows", evidence.once().windows());
            out.writeNumberProperty("once_mean", evidence.once().mean());
            out.writeNumberProperty("once_log10", finite(evidence.once().exact()));
            out.writeNumberProperty("decoys", evidence.decoys().count());
            out.writeNumberProperty("rank_p", evidence.decoys().rankP());
            out.writeNumberProperty(
                    "decoys_uniform_p", evidence.decoys().uniform().p());
            out.writeArrayPropertyStart("curve");
            for (CurvePoint point : evidence.curve()) {
                out.writeStartObject();
                out.writeNumberProperty("windows", point.windows());
                out.writeNumberProperty("log10_bound", finite(point.bound()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static double finite(TailProbability probability) {
        return Math.max(-1e12, probability.log10());
    }
}
