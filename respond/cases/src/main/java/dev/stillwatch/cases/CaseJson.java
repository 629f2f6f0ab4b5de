// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.report.VisibleText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Cases as JSON objects, for programs; the form of dossier.json and of what the command prints. */
public final class CaseJson {
    private CaseJson() {}

    /**
     * A whole case.
     *
     * @param evidence what is kept for it
     * @param texts the parts of those that were revealed for this, by id
     */
    public static String text(Case one, List<EvidenceItem> evidence, Map<String, List<EvidencePart>> texts) {
        return JsonText.object(out -> members(out, one, evidence, texts));
    }

    /** Rows of a queue, as a member {@code cases}. */
    public static String text(List<CaseSummary> rows) {
        return JsonText.object(out -> {
            out.writeArrayPropertyStart("cases");
            for (CaseSummary row : rows) {
                out.writeStartObject();
                summary(out, row);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** Accounts of a case, as a member {@code members}. */
    public static String members(String caseId, List<Member> members) {
        return JsonText.object(out -> {
            out.writeStringProperty("case", caseId);
            out.writeArrayPropertyStart("members");
            for (Member member : members) {
                out.writeStartObject();
                string(out, "account", member.account());
                out.writeStringProperty("joined", member.joined().toString());
                member.left().ifPresent(at -> out.writeStringProperty("left", at.toString()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** One action. */
    public static String text(Action action) {
        return JsonText.object(out -> action(out, action));
    }

    static void members(
            JsonGenerator out, Case one, List<EvidenceItem> evidence, Map<String, List<EvidencePart>> texts) {
        summary(out, one.summary());
        string(out, "verdict_sentence", CaseWords.verdict(one));
        strings(out, "accounts", one.accounts());
        strings(out, "former_accounts", one.formerAccounts());
        out.writeArrayPropertyStart("assessments");
        for (AssessmentSnapshot assessment : one.assessments()) {
            out.writeStartObject();
            out.writeNumberProperty("number", assessment.number());
            out.writeStringProperty("at", assessment.at().toString());
            string(out, "campaign", assessment.campaignId());
            out.writeStringProperty("sha256", assessment.sha256());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeName("latest_assessment");
        out.writeRawValue(one.latest().json());
        out.writeArrayPropertyStart("actions");
        for (Action action : one.actions()) {
            out.writeStartObject();
            action(out, action);
            out.writeEndObject();
        }
        out.writeEndArray();
        feedback(out, one.feedback());
        evidence(out, evidence, texts);
        out.writeArrayPropertyStart("events");
        for (CaseEvent event : one.events()) {
            out.writeStartObject();
            out.writeStringProperty("at", event.at().toString());
            out.writeStringProperty("kind", event.kind().label());
            string(out, "who", event.who());
            string(out, "text", event.text());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void summary(JsonGenerator out, CaseSummary row) {
        out.writeStringProperty("id", row.id());
        out.writeNumberProperty("revision", row.revision());
        out.writeStringProperty("state", row.state().label());
        out.writeStringProperty("verdict", row.verdict().label());
        out.writeNumberProperty("score", row.score().nats());
        out.writeNumberProperty("account_count", row.accounts());
        out.writeNumberProperty("exchanges", row.exchanges());
        out.writeStringProperty("opened", row.opened().toString());
        out.writeStringProperty("updated", row.updated().toString());
        row.assignee().ifPresent(assignee -> string(out, "assignee", assignee));
        row.mergedInto().ifPresent(other -> out.writeStringProperty("merged_into", other));
        row.splitFrom().ifPresent(other -> out.writeStringProperty("split_from", other));
    }

    private static void action(JsonGenerator out, Action action) {
        out.writeStringProperty("id", action.id());
        out.writeNumberProperty("revision", action.revision());
        action.caseId().ifPresent(id -> out.writeStringProperty("case", id));
        out.writeStringProperty("status", action.status().label());
        out.writeStringProperty("from", action.from().toString());
        out.writeStringProperty("until", action.until().toString());
        string(out, "proposed_by", action.proposedBy());
        out.writeObjectPropertyStart("decision");
        DecisionJson.members(out, action.decision());
        out.writeEndObject();
        out.writeArrayPropertyStart("approvals");
        for (Approval approval : action.approvals()) {
            out.writeStartObject();
            string(out, "who", approval.who());
            out.writeStringProperty("at", approval.when().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
        action.undone().ifPresent(undo -> {
            out.writeObjectPropertyStart("undone");
            string(out, "who", undo.who());
            out.writeStringProperty("at", undo.when().toString());
            string(out, "why", undo.why());
            out.writeEndObject();
        });
        strings(out, "accounts", action.accounts());
    }

    private static void feedback(JsonGenerator out, List<Feedback> all) {
        out.writeArrayPropertyStart("feedback");
        for (Feedback feedback : all) {
            out.writeStartObject();
            out.writeStringProperty("finding", feedback.finding().label());
            out.writeBooleanProperty("whole_case", feedback.wholeCase());
            out.writeStringProperty("assessment_sha256", feedback.assessment());
            string(out, "who", feedback.who());
            out.writeStringProperty("at", feedback.when().toString());
            string(out, "why", feedback.why());
            strings(out, "accounts", feedback.accounts());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void evidence(
            JsonGenerator out, List<EvidenceItem> evidence, Map<String, List<EvidencePart>> texts) {
        out.writeArrayPropertyStart("evidence");
        for (EvidenceItem item : evidence) {
            out.writeStartObject();
            out.writeStringProperty("id", item.id());
            string(out, "account", item.account());
            out.writeStringProperty("exchanged", item.exchanged().toString());
            out.writeStringProperty("kept", item.kept().toString());
            out.writeStringProperty("keep_until", item.keepUntil().toString());
            out.writeBooleanProperty("readable", item.readable());
            out.writeStringProperty("commitment_sha256", item.commitment());
            List<EvidencePart> revealed = texts.getOrDefault(item.id(), List.of());
            out.writeArrayPropertyStart("parts");
            for (int i = 0; i < item.parts().size(); i++) {
                EvidenceItem.PartSize part = item.parts().get(i);
                out.writeStartObject();
                out.writeStringProperty("role", part.role().label());
                out.writeNumberProperty("characters", part.characters());
                out.writeNumberProperty("held", part.held());
                if (i < revealed.size()) {
                    string(out, "text", revealed.get(i).text());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayPropertyStart("reveals");
            for (EvidenceItem.Reveal reveal : item.reveals()) {
                out.writeStartObject();
                string(out, "who", reveal.who());
                string(out, "why", reveal.why());
                out.writeStringProperty("at", reveal.when().toString());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void string(JsonGenerator out, String name, String value) {
        out.writeStringProperty(name, VisibleText.wellFormed(value));
    }

    private static void strings(JsonGenerator out, String name, Collection<String> values) {
        out.writeArrayPropertyStart(name);
        values.stream().sorted().map(VisibleText::wellFormed).forEach(out::writeString);
        out.writeEndArray();
    }
}
