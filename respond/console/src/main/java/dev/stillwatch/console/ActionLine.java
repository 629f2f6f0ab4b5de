// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One action as the case page shows it.
 *
 * @param revision as it was seen, to be sent back when something is done about it
 * @param what is done, and to how many
 * @param standing how it stands: what it waits for, or how long it still holds
 * @param facts names and values, most asked for first
 */
record ActionLine(String id, long revision, String what, String standing, List<Fact> facts) {
    private static final int LONGEST = 2_000;

    record Fact(String name, String value) {}

    ActionLine {
        facts = List.copyOf(facts);
    }

    static ActionLine of(Action action, Instant now) {
        return new ActionLine(
                action.id(),
                action.revision(),
                visible(CaseWords.of(action.countermeasure())) + ", "
                        + Figures.count(action.accounts().size(), "account"),
                standing(action, now),
                facts(action));
    }

    private static String standing(Action action, Instant now) {
        return switch (action.statusAt(now)) {
            case PROPOSED ->
                "waits for approval; would then hold for "
                        + Figures.duration(action.decision().lasting());
            case ACTIVE ->
                now.isBefore(action.from())
                        ? "begins " + Figures.minute(action.from())
                        : Figures.duration(rounded(Duration.between(now, action.until()))) + " left, until "
                                + Figures.minute(action.until());
            case EXPIRED -> "ran out " + Figures.minute(action.until());
            case UNDONE ->
                action.undone()
                        .map(undo -> "undone by " + visible(undo.who()) + ", " + Figures.minute(undo.when()) + ": "
                                + visible(undo.why()))
                        .orElse("undone");
        };
    }

    /* A countdown that is not redrawn need not tell seconds. */
    private static Duration rounded(Duration left) {
        return left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(left.toMinutes());
    }

    private static List<Fact> facts(Action action) {
        Decision decision = action.decision();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Reason", visible(decision.reason())));
        facts.add(new Fact("Asked for by", visible(action.proposedBy()) + ", " + Figures.minute(decision.decidedAt())));
        action.approvals()
                .forEach(approval -> facts.add(
                        new Fact("Approved by", visible(approval.who()) + ", " + Figures.minute(approval.when()))));
        facts.add(new Fact("Rule", rule(decision)));
        return facts;
    }

    private static String rule(Decision decision) {
        return decision.pack().equals(ByHand.PACK)
                ? "none: decided by hand"
                : visible(decision.rule()) + " of pack " + visible(decision.pack()) + ", version "
                        + visible(decision.version());
    }

    private static String visible(String text) {
        return VisibleText.shortened(text, LONGEST);
    }
}
