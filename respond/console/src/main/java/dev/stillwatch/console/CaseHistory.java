// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that happened to a case, in one order: what became of it, of its actions and findings, and who read its evidence.
 *
 * @param lines latest first, only so many
 * @param earlier how many more there are
 * @param assessments latest first, only so many
 * @param earlierAssessments how many more there are
 */
record CaseHistory(List<Line> lines, int earlier, List<Judged> assessments, int earlierAssessments) {
    private static final int MOST_LINES = 200;
    private static final int MOST_ASSESSMENTS = 20;
    private static final int LONGEST = 2_000;

    /** Something that happened. */
    record Line(Instant at, String when, String what, String who, String words) {
        static Line of(Instant at, String what, String who, String words) {
            return new Line(
                    at,
                    Figures.minute(at),
                    what,
                    VisibleText.shortened(who, 80),
                    VisibleText.shortened(words, LONGEST));
        }
    }

    /** An assessment and what stands for it for good. */
    record Judged(int number, String when, String campaign, String sha256) {}

    static CaseHistory of(Case one, List<EvidenceItem> evidence, Instant now) {
        List<Line> lines = new ArrayList<>();
        one.events().forEach(event -> lines.add(Line.of(event.at(), event.kind().label(), event.who(), event.text())));
        one.actions().forEach(action -> add(lines, action, now));
        one.feedback().forEach(feedback -> lines.add(finding(feedback)));
        for (EvidenceItem item : evidence) {
            item.reveals()
                    .forEach(reveal ->
                            lines.add(Line.of(reveal.when(), item.id() + " read", reveal.who(), reveal.why())));
        }
        lines.sort(Comparator.comparing(Line::at));
        List<Judged> assessments = one.assessments().reversed().stream()
                .limit(MOST_ASSESSMENTS)
                .map(assessment -> new Judged(
                        assessment.number(),
                        Figures.minute(assessment.at()),
                        VisibleText.shortened(assessment.campaignId(), 80),
                        assessment.sha256()))
                .toList();
        return new CaseHistory(
                lines.reversed().stream().limit(MOST_LINES).toList(),
                Math.max(0, lines.size() - MOST_LINES),
                assessments,
                one.assessments().size() - assessments.size());
    }

    private static void add(List<Line> lines, Action action, Instant now) {
        String what = CaseWords.of(action.countermeasure());
        lines.add(Line.of(
                action.decision().decidedAt(),
                action.id() + " decided",
                action.proposedBy(),
                what + ": " + action.reason()));
        action.approvals()
                .forEach(approval ->
                        lines.add(Line.of(approval.when(), action.id() + " approved", approval.who(), what)));
        action.undone()
                .ifPresent(undo -> lines.add(Line.of(undo.when(), action.id() + " undone", undo.who(), undo.why())));
        if (action.statusAt(now) == ActionStatus.EXPIRED) {
            lines.add(Line.of(action.until(), action.id() + " ran out", "expiry", what));
        }
    }

    private static Line finding(Feedback feedback) {
        String about = feedback.wholeCase()
                ? "the whole case"
                : Figures.count(feedback.accounts().size(), "account");
        return Line.of(
                feedback.when(), feedback.finding().label(), feedback.who(), "About " + about + ": " + feedback.why());
    }
}
