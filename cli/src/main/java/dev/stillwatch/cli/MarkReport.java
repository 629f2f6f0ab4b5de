// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.marks.DecoyCheck;
import dev.stillwatch.marks.Exclusions;
import dev.stillwatch.marks.KeyFinding;
import dev.stillwatch.marks.MarkVerdict;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.marks.WindowSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code marks verify} says.
 *
 * @param verdict the verdict
 * @param trials the trials it rests on
 * @param texts how many texts were read
 * @param skipped how many lines were passed over
 * @param notes what else a reader has to know
 */
record MarkReport(MarkVerdict verdict, List<MarkTrials.OfScheme> trials, long texts, long skipped, List<String> notes) {
    private static final int SHOWN_KEYS = 20;

    private String word() {
        return switch (verdict) {
            case MarkVerdict.Marked _ -> "marked";
            case MarkVerdict.NotShown _ -> "not-shown";
            case MarkVerdict.Insufficient _ -> "too-little";
        };
    }

    int status() {
        return switch (verdict) {
            case MarkVerdict.Marked _ -> ExitStatus.MARKED;
            case MarkVerdict.NotShown _ -> ExitStatus.OK;
            case MarkVerdict.Insufficient _ -> ExitStatus.TOO_LITTLE;
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        MarkVerdict.Evidence evidence = verdict.evidence();
        text.append(
                switch (verdict) {
                    case MarkVerdict.Marked marked ->
                        "MARKED by " + marked.key().label() + " ("
                                + marked.key().scheme() + ")";
                    case MarkVerdict.NotShown _ ->
                        "no mark shown. That does not clear the text: it may carry the mark of"
                                + " a key that was not tried, or have been reworded";
                    case MarkVerdict.Insufficient _ ->
                        "too little to tell: a mark of usual strength shows from about "
                                + number(evidence.leastWindows()) + " distinct windows on, with "
                                + evidence.tests() + (evidence.tests() == 1 ? " test" : " tests");
                });
        text.append("\nchance of this without any of the marks: ")
                .append(chance(evidence.corrected()))
                .append(", corrected for ")
                .append(evidence.tests())
                .append(evidence.tests() == 1 ? " test" : " tests")
                .append("; the limit is ")
                .append(evidence.level())
                .append("\nread: ")
                .append(number(texts))
                .append(texts == 1 ? " text" : " texts");
        if (skipped > 0) {
            text.append(", and ").append(number(skipped)).append(" lines passed over");
        }
        text.append('\n');
        trials.forEach(
                each -> text.append(line(each.scheme().name(), each.trial().selection())));
        evidence.findings().stream().limit(SHOWN_KEYS).forEach(finding -> text.append(line(finding)));
        if (evidence.findings().size() > SHOWN_KEYS) {
            text.append("  and ")
                    .append(evidence.findings().size() - SHOWN_KEYS)
                    .append(" that tell less\n");
        }
        notes.forEach(note -> text.append("note: ").append(note).append('\n'));
        return Terminal.visible(text.toString());
    }

    private static String line(String scheme, WindowSelection selection) {
        Exclusions out = selection.excluded();
        List<String> why = new ArrayList<>();
        add(why, out.afterEnd(), "after the end");
        add(why, out.withoutContext(), "without a known context");
        add(why, out.unknownIds(), "with ids beyond the vocabulary");
        add(why, out.unmarked(), "that the sampler leaves unmarked");
        add(why, out.inBackground(), "that unrelated texts share");
        add(why, out.repeated(), "seen before");
        return scheme + ": " + number(selection.scored()) + " distinct windows of " + number(selection.tokens())
                + " tokens" + (why.isEmpty() ? "" : "; not scored: " + String.join(", ", why)) + "\n";
    }

    private static void add(List<String> why, long count, String what) {
        if (count > 0) {
            why.add(number(count) + " " + what);
        }
    }

    private static String line(KeyFinding finding) {
        String statistic = finding.statistic().isEmpty() ? "" : ", " + finding.statistic();
        String decoys = finding.decoys()
                .map(check -> String.format(
                        Locale.ROOT,
                        "; by rank %.3g (%d of %d decoys as high), decoys uniform p %.2g%s",
                        check.rank().value(),
                        check.asHigh(),
                        check.decoys(),
                        check.selfTest(),
                        check.agrees() ? "" : ": THE COMPUTED CHANCE DOES NOT HOLD ON THIS TEXT, the rank counts"))
                .orElse("; no decoys");
        return String.format(
                Locale.ROOT,
                "  %s (%s%s): %+.2f deviations, chance %s%s%s%n",
                finding.label(),
                finding.scheme(),
                statistic,
                finding.deviations(),
                chance(finding.computed()),
                decoys,
                finding.publicDemoKey() ? "; PUBLIC DEMO KEY: anybody can leave this mark" : "");
    }

    private static String chance(TailProbability probability) {
        if (probability.log10() > -4) {
            return String.format(Locale.ROOT, "%.3g", probability.value());
        }
        return String.format(Locale.ROOT, "10^%.1f", Math.max(-1e12, probability.log10()));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    String json() {
        MarkVerdict.Evidence evidence = verdict.evidence();
        return EvidenceJson.line(out -> {
            out.writeStringProperty("verdict", word());
            probability(out, "log10_p", evidence.corrected());
            out.writeNumberProperty("tests", evidence.tests());
            out.writeNumberProperty("level", evidence.level());
            out.writeNumberProperty("least_windows", evidence.leastWindows());
            out.writeNumberProperty("texts", texts);
            out.writeNumberProperty("lines_passed_over", skipped);
            out.writeArrayPropertyStart("schemes");
            trials.forEach(each -> scheme(out, each));
            out.writeEndArray();
            out.writeArrayPropertyStart("keys");
            evidence.findings().forEach(finding -> key(out, finding));
            out.writeEndArray();
            out.writeArrayPropertyStart("notes");
            notes.forEach(out::writeString);
            out.writeEndArray();
        });
    }

    private static void scheme(JsonGenerator out, MarkTrials.OfScheme each) {
        WindowSelection selection = each.trial().selection();
        out.writeStartObject();
        out.writeStringProperty("scheme", each.scheme().name());
        out.writeObjectPropertyStart("parameters");
        each.scheme().parameters().forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeNumberProperty("tokens", selection.tokens());
        out.writeNumberProperty("scored", selection.scored());
        Exclusions excluded = selection.excluded();
        out.writeObjectPropertyStart("not_scored");
        out.writeNumberProperty("after_end", excluded.afterEnd());
        out.writeNumberProperty("without_context", excluded.withoutContext());
        out.writeNumberProperty("unknown_ids", excluded.unknownIds());
        out.writeNumberProperty("left_unmarked", excluded.unmarked());
        out.writeNumberProperty("in_background", excluded.inBackground());
        out.writeNumberProperty("seen_before", excluded.repeated());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void key(JsonGenerator out, KeyFinding finding) {
        out.writeStartObject();
        out.writeStringProperty("label", finding.label());
        out.writeStringProperty("scheme", finding.scheme());
        out.writeStringProperty("statistic", finding.statistic());
        out.writeNumberProperty("scored", finding.scored());
        out.writeNumberProperty("deviations", finding.deviations());
        probability(out, "log10_p", finding.computed());
        Optional<DecoyCheck> decoys = finding.decoys();
        if (decoys.isPresent()) {
            out.writeNumberProperty("decoys", decoys.get().decoys());
            out.writeNumberProperty("decoys_as_high", decoys.get().asHigh());
            probability(out, "log10_p_by_rank", decoys.get().rank());
            out.writeNumberProperty("decoys_uniform_p", decoys.get().selfTest());
            out.writeBooleanProperty("computed_p_holds", decoys.get().agrees());
        }
        out.writeBooleanProperty("public_demo_key", finding.publicDemoKey());
        out.writeEndObject();
    }

    /** An event that cannot happen without the key has no logarithm that JSON can write. */
    private static void probability(JsonGenerator out, String name, TailProbability probability) {
        out.writeNumberProperty(name, Math.max(-1e12, probability.log10()));
    }
}
