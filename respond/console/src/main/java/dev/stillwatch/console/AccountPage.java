// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AccountRecord;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.report.ChannelWords;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One account as its template shows it.
 *
 * @param known whether anything is kept about it
 * @param told what its holder is told by measures in force
 */
record AccountPage(
        String name,
        boolean known,
        List<InCase> cases,
        List<Measure> measures,
        List<Told> told,
        List<Finding> findings,
        List<Kept> kept,
        Optional<Judged> judged) {
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_WORDS = 2_000;

    /** A case that it is or was in. */
    record InCase(String id, String state, String verdict, String joined, String left) {}

    /**
     * A measure on it.
     *
     * @param undo where it can be undone; empty where there is nothing to undo, or no case
     */
    record Measure(
            String id, String what, String status, String reason, String from, String until, Optional<String> undo) {}

    /** What its holder is told. */
    record Told(String measure, ClientView client) {}

    /** What a person found. */
    record Finding(String caseId, String finding, String about, String why, String who, String when) {}

    /** Evidence, without its text. */
    record Kept(String id, String caseId, String exchanged, String parts, String text) {}

    /** What detection says of it. */
    record Judged(
            String verdict,
            String score,
            String exchanges,
            List<Part> speaksFor,
            List<Part> against,
            List<Part> missing) {}

    /** One signal. */
    record Part(String channel, String nats, String words) {}

    static AccountPage of(
            AccountRecord account, List<EvidenceItem> kept, Optional<AccountAssessment> judged, Instant now) {
        return new AccountPage(
                VisibleText.shortened(account.account(), LONGEST_NAME),
                !account.cases().isEmpty() || !account.measures().isEmpty() || !kept.isEmpty() || judged.isPresent(),
                account.cases().reversed().stream().map(AccountPage::inCase).toList(),
                account.measures().reversed().stream()
                        .map(one -> measure(one, now))
                        .toList(),
                account.measures().stream()
                        .filter(one -> one.isActiveAt(now))
                        .map(AccountPage::told)
                        .toList(),
                account.findings().reversed().stream().map(AccountPage::finding).toList(),
                kept.reversed().stream().map(item -> kept(item, now)).toList(),
                judged.map(AccountPage::judged));
    }

    private static InCase inCase(AccountRecord.Membership one) {
        return new InCase(
                one.summary().id(),
                one.summary().state().label(),
                one.summary().verdict().label(),
                Figures.minute(one.joined()),
                one.left().map(Figures::minute).orElse("is in it"));
    }

    private static Measure measure(AccountRecord.Measure one, Instant now) {
        boolean undoable = one.released().isEmpty()
                && (one.status() == ActionStatus.PROPOSED
                        || (one.status() == ActionStatus.ACTIVE && now.isBefore(one.until())));
        return new Measure(
                one.actionId(),
                CaseWords.of(one.decision().countermeasure()),
                status(one, now),
                VisibleText.shortened(one.decision().reason(), LONGEST_WORDS),
                Figures.minute(one.from()),
                Figures.minute(one.until()),
                undoable ? one.caseId().map(id -> Places.ofCase(id, "/actions")) : Optional.empty());
    }

    private static String status(AccountRecord.Measure one, Instant now) {
        if (one.released().isPresent()) {
            return "released " + Figures.minute(one.released().get());
        }
        return switch (one.status()) {
            case PROPOSED -> "proposed, waits for approval";
            case ACTIVE -> one.isActiveAt(now) ? "in force" : now.isBefore(one.from()) ? "not yet in force" : "ended";
            case EXPIRED -> "ended";
            case UNDONE ->
                one.undone()
                        .map(undo -> "undone " + Figures.minute(undo.when()) + ": "
                                + VisibleText.shortened(undo.why(), LONGEST_WORDS))
                        .orElse("undone");
        };
    }

    private static Told told(AccountRecord.Measure one) {
        return new Told(
                CaseWords.of(one.decision().countermeasure()),
                ClientView.of(one.decision().countermeasure(), one.decision().reason(), one.until()));
    }

    private static Finding finding(AccountRecord.Finding one) {
        return new Finding(
                one.caseId(),
                one.finding().label().replace('-', ' '),
                one.wholeCase() ? "the whole case" : "accounts of it",
                VisibleText.shortened(one.why(), LONGEST_WORDS),
                VisibleText.shortened(one.who(), 60),
                Figures.minute(one.when()));
    }

    private static Kept kept(EvidenceItem item, Instant now) {
        String parts = item.parts().stream()
                .map(part -> part.role().name().toLowerCase(Locale.ROOT) + ", "
                        + Figures.count(part.characters(), "character"))
                .collect(Collectors.joining("; "));
        String text = item.readable() && now.isBefore(item.keepUntil())
                ? "sealed until " + Figures.minute(item.keepUntil())
                : "its time is over";
        return new Kept(item.id(), item.caseId(), Figures.minute(item.exchanged()), parts, text);
    }

    private static Judged judged(AccountAssessment one) {
        return new Judged(
                one.verdict().label(),
                Figures.signed(one.score().nats()),
                Figures.count(one.exchanges(), "exchange"),
                signals(one, true),
                signals(one, false),
                one.missing().stream()
                        .map(signal -> new Part(
                                ChannelWords.title(signal.channel()),
                                "",
                                VisibleText.shortened(signal.reason(), LONGEST_WORDS)))
                        .toList());
    }

    private static List<Part> signals(AccountAssessment one, boolean speaksFor) {
        return one.signals().stream()
                .filter(signal -> speaksFor == signal.logOdds().nats() > 0)
                .map(signal -> new Part(
                        ChannelWords.title(signal.channel()),
                        Figures.signed(signal.logOdds().nats()),
                        VisibleText.shortened(signal.summary(), LONGEST_WORDS)))
                .toList();
    }
}
