// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.canaries.CanaryFinding;
import dev.stillwatch.canaries.CanaryFinding.Verdict;
import dev.stillwatch.canaries.Sightings;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What was found about canaries, for people and for programs. */
final class CanaryText {
    private static final int MOST_SHOWN = 10;

    private CanaryText() {}

    /**
     * What the answers were.
     *
     * @param probes digest of the questions, where these were all that was asked
     * @param unasked questions without an answer
     * @param foreign answers to other questions
     */
    record Asked(Sightings sightings, String probes, long unasked, long foreign) {}

    static String text(Asked asked, List<CanaryFinding> findings, double level) {
        StringBuilder text = new StringBuilder();
        Sightings seen = asked.sightings();
        text.append(String.format(
                Locale.ROOT,
                "%,d answers, %,d end with a wording of any cohort%s.%n",
                seen.answers(),
                seen.showing(),
                seen.leftOut() == 0 ? "" : "; " + seen.leftOut() + " left out, since their prompts held wordings"));
        text.append("questions: ").append(asked.probes()).append('\n');
        if (asked.unasked() > 0 || asked.foreign() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "note: %,d questions have no answer, %,d answers are to other questions. The bound below holds only%n"
                            + "      if nobody who knows the key chose which answers are here.%n",
                    asked.unasked(),
                    asked.foreign()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%-28s %7s %9s %9s %10s  verdict%n",
                "cohort",
                "places",
                "matches",
                "expected",
                "log10 p"));
        for (CanaryFinding finding : findings.subList(0, Math.min(MOST_SHOWN, findings.size()))) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-28s %7d %9d %9.1f %10.2f  %s%n",
                    finding.candidate().assignment().cohort(),
                    finding.places(),
                    finding.matches(),
                    finding.expected(),
                    finding.log10P(),
                    word(finding.verdict())));
        }
        if (findings.size() > MOST_SHOWN) {
            text.append("and ").append(findings.size() - MOST_SHOWN).append(" more, none more telling\n");
        }
        text.append('\n').append(summary(findings, level));
        return Terminal.visible(text.toString());
    }

    private static String summary(List<CanaryFinding> findings, double level) {
        CanaryFinding best = findings.getFirst();
        StringBuilder text = new StringBuilder();
        switch (best.verdict()) {
            case CLAIMED -> {
                text.append("CLAIMED: the suspect was trained on answers to ")
                        .append(best.candidate().assignment().cohort())
                        .append(", or on texts made from them.\n")
                        .append("bound on false claims: 10^")
                        .append(String.format(Locale.ROOT, "%.2f", best.log10Bound()))
                        .append(" for all ")
                        .append(findings.size())
                        .append(" tried together\n");
                findings.stream()
                        .filter(finding -> finding.verdict() != Verdict.CLAIMED)
                        .findFirst()
                        .ifPresent(next -> text.append("next that is not claimed: ")
                                .append(next.candidate().assignment().cohort())
                                .append(String.format(Locale.ROOT, ", log10 p %.2f%n", next.log10P())));
            }
            case NOT_SHOWN ->
                text.append("Nothing is shown: an innocent suspect would match as often with a chance above ")
                        .append(String.format(Locale.ROOT, "%s.%n", level))
                        .append("That it was not trained on these answers is not shown either.\n");
            case INSUFFICIENT ->
                text.append("Insufficient: too few places show a habit for any claim at ")
                        .append(level)
                        .append(". Ask more questions, in the style of those that the campaign sent.\n");
        }
        text.append(
                        "for: matches beyond chance, under choices that were fixed (see commitments) before the suspect was asked\n")
                .append(
                        "against: a model trained on your own served texts, or on data that others published from such"
                                + " answers,\n         matches as well; it says whose answers were learned from, not by whom\n");
        return text.toString();
    }

    static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String json(Asked asked, List<CanaryFinding> findings, double level, boolean openings) {
        return EvidenceJson.line(out -> {
            out.writeNumberProperty("level", level);
            out.writeNumberProperty("tried", findings.size());
            out.writeNumberProperty("answers", asked.sightings().answers());
            out.writeNumberProperty("showing", asked.sightings().showing());
            out.writeNumberProperty("left_out", asked.sightings().leftOut());
            out.writeStringProperty("questions", asked.probes());
            out.writeNumberProperty("unanswered", asked.unasked());
            out.writeNumberProperty("other_questions", asked.foreign());
            out.writeArrayPropertyStart("cohorts");
            findings.forEach(finding -> finding(out, finding, openings));
            out.writeEndArray();
        });
    }

    private static void finding(JsonGenerator out, CanaryFinding finding, boolean openings) {
        var wordings = finding.candidate().assignment();
        out.writeStartObject();
        out.writeStringProperty("measure", wordings.cohort().measure());
        out.writeNumberProperty("period", wordings.cohort().period());
        out.writeNumberProperty("key_id", wordings.keyId());
        out.writeStringProperty("commitment", wordings.commitment());
        if (openings) {
            out.writeStringProperty("opening", wordings.opening());
        }
        out.writeNumberProperty("places", finding.places());
        out.writeNumberProperty("matches", finding.matches());
        out.writeNumberProperty("expected", finding.expected());
        out.writeNumberProperty("log10_p", finding.log10P());
        out.writeNumberProperty("log10_bound", finding.log10Bound());
        out.writeStringProperty("verdict", word(finding.verdict()));
        out.writeEndObject();
    }
}
