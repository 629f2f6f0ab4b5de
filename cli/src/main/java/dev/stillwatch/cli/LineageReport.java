// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.lineage.LineageResult;
import dev.stillwatch.lineage.LineageResult.CannotTell;
import dev.stillwatch.lineage.LineageResult.FamilyLikeness;
import dev.stillwatch.lineage.LineageResult.Insufficient;
import dev.stillwatch.lineage.LineageResult.Lead;
import dev.stillwatch.lineage.LineageResult.LearntFrom;
import dev.stillwatch.lineage.LineageResult.PhraseEvidence;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code trace suspect} says.
 *
 * @param level the chance that is allowed for accusing an innocent
 * @param notes what else a reader has to know
 */
record LineageReport(double level, LineageResult result, List<String> notes) {
    private static final int BAR = 30;

    int status() {
        return switch (result.conclusion()) {
            case LearntFrom _ -> ExitStatus.FOUND;
            case CannotTell _ -> ExitStatus.OK;
            case Insufficient _ -> ExitStatus.TOO_LITTLE;
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        switch (result.conclusion()) {
            case LearntFrom named -> {
                line(text, "LEARNT FROM %s, or from a model that did.", named.family());
                lead(text, named.lead());
            }
            case CannotTell nearest -> {
                line(text, "CANNOT TELL. %s is the nearest, as one always is.", nearest.nearest());
                lead(text, nearest.lead());
            }
            case Insufficient lacking -> line(text, "INSUFFICIENT: %s.", lacking.why());
        }
        if (!result.ranking().isEmpty()) {
            line(text, "%nHow near it stands to each family (0: as innocent models do; 1: as the teacher itself)%n");
            for (FamilyLikeness family : result.ranking()) {
                String bar = "█".repeat(Math.clamp(Math.round(BAR * family.likeness()), 0, BAR));
                line(text, "  %-24s %6.3f  %s", family.family(), family.likeness(), bar);
            }
            phrases(text);
        }
        notes.forEach(note -> line(text, "%nNote: %s.", note));
        return Terminal.visible(text.toString());
    }

    private void lead(StringBuilder text, Lead lead) {
        line(
                text,
                "It leads by %.3f (standard error %.3f); %d innocent models of %d series by %.3f at most.",
                lead.lead(),
                lead.standardError(),
                result.decoys(),
                result.series(),
                lead.decoys().stream().max(Double::compare).orElse(0.0));
        line(
                text,
                "An innocent model leads as far with a chance of %.2g (allowed: %.2g), if these are a fair sample.",
                lead.chance(),
                level);
    }

    private void phrases(StringBuilder text) {
        line(text, "%nIts phrases that say most (share of its %,d answers)%n", result.answers());
        for (PhraseEvidence phrase : result.evidence()) {
            line(
                    text,
                    "  %s %-36s %5.1f %%",
                    phrase.contribution() > 0 ? "for    " : "against",
                    phrase.phrase(),
                    100 * phrase.suspect());
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    String json() {
        return EvidenceJson.line(out -> {
            switch (result.conclusion()) {
                case LearntFrom named -> {
                    out.writeStringProperty("conclusion", "learnt-from");
                    out.writeStringProperty("family", named.family());
                    lead(out, named.lead());
                }
                case CannotTell nearest -> {
                    out.writeStringProperty("conclusion", "cannot-tell");
                    out.writeStringProperty("nearest", nearest.nearest());
                    lead(out, nearest.lead());
                }
                case Insufficient lacking -> {
                    out.writeStringProperty("conclusion", "insufficient");
                    out.writeStringProperty("why", lacking.why());
                }
            }
            out.writeNumberProperty("level", level);
            out.writeNumberProperty("answers", result.answers());
            out.writeNumberProperty("decoys", result.decoys());
            out.writeNumberProperty("series", result.series());
            out.writeArrayPropertyStart("ranking");
            result.ranking().forEach(family -> {
                out.writeStartObject();
                out.writeStringProperty("family", family.family());
                out.writeNumberProperty("likeness", family.likeness());
                out.writeEndObject();
            });
            out.writeEndArray();
            out.writeArrayPropertyStart("phrases");
            result.evidence().forEach(phrase -> {
                out.writeStartObject();
                out.writeStringProperty("phrase", phrase.phrase());
                out.writeNumberProperty("share_of_suspect", phrase.suspect());
                out.writeNumberProperty("contribution", phrase.contribution());
                out.writeEndObject();
            });
            out.writeEndArray();
            out.writeArrayPropertyStart("notes");
            notes.forEach(out::writeString);
            out.writeEndArray();
        });
    }

    private static void lead(JsonGenerator out, Lead lead) {
        out.writeNumberProperty("lead", lead.lead());
        out.writeNumberProperty("lead_standard_error", lead.standardError());
        out.writeNumberProperty("chance", lead.chance());
        out.writeNumberProperty("rank", lead.rank());
        out.writeArrayPropertyStart("leads_of_decoys");
        lead.decoys().forEach(out::writeNumber);
        out.writeEndArray();
    }
}
