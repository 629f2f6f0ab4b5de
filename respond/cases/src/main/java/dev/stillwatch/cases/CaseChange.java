// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Changes to cases within a transaction, made by one person or part of the system at one time. */
final class CaseChange {
    private final Handle handle;
    private final long revision;
    private final String who;
    private final Instant when;

    CaseChange(Handle handle, long revision, String who, Instant when) {
        this.handle = handle;
        this.revision = revision;
        this.who = who;
        this.when = when;
    }

    /** Gives a case to somebody, or to nobody. */
    void hand(String caseId, Optional<String> assignee) {
        CaseSummary now = CaseRows.notMerged(handle, caseId);
        CaseRows.assign(handle, caseId, assignee);
        if (assignee.isPresent() && now.state() == CaseState.NEW) {
            CaseRows.become(handle, now, CaseState.OPEN, when);
        }
        String words = assignee.map(name -> "To " + name + ".").orElse("To nobody.");
        event(caseId, CaseEvent.Kind.ASSIGNED, words);
    }

    void claim(String caseId) {
        Optional<String> holder = CaseRows.notMerged(handle, caseId).assignee();
        if (holder.isPresent() && !holder.get().equals(who)) {
            throw new StillwatchException("case " + caseId + " is worked on by somebody else already; look at it"
                    + " again, and assign it to yourself if you agree with them");
        }
        if (holder.isEmpty()) {
            hand(caseId, Optional.of(who));
        }
    }

    void giveBack(String caseId) {
        if (CaseRows.notMerged(handle, caseId).assignee().isPresent()) {
            hand(caseId, Optional.empty());
        }
    }

    void note(String caseId, String text) {
        CaseRows.get(handle, caseId);
        event(caseId, CaseEvent.Kind.NOTE, text);
    }

    void close(String caseId, String why) {
        CaseSummary now = CaseRows.get(handle, caseId);
        if (now.state() != CaseState.CLOSED) {
            CaseRows.become(handle, now, CaseState.CLOSED, when);
            event(caseId, CaseEvent.Kind.CLOSED, why);
            audit("case.closed", caseId).store(handle);
        }
    }

    void reopen(String caseId, String why) {
        CaseSummary now = CaseRows.get(handle, caseId);
        if (!now.state().isOpen()) {
            CaseRows.become(handle, now, CaseState.OPEN, when);
            event(caseId, CaseEvent.Kind.REOPENED, why);
            audit("case.reopened", caseId).store(handle);
            actions().restate(caseId);
        }
    }

    /** Records a finding about a whole case; a false positive undoes its actions and closes it. */
    void found(String caseId, Feedback.Finding finding, String why) {
        CaseSummary now = CaseRows.notMerged(handle, caseId);
        keep(caseId, finding, true, MemberRows.current(handle, caseId), why);
        if (finding == Feedback.Finding.FALSE_POSITIVE) {
            ActionChange change = actions();
            ActionRows.ofCase(handle, caseId).forEach(action -> change.takeBack(action, why));
            if (now.state().isOpen()) {
                close(caseId, "False positive.");
            }
        }
    }

    /** Records a finding about some accounts; those that are false positives are released from the case's actions. */
    void found(String caseId, Collection<String> accounts, Feedback.Finding finding, String why) {
        CaseRows.notMerged(handle, caseId);
        Set<String> known = MemberRows.current(handle, caseId);
        known.addAll(MemberRows.former(handle, caseId));
        if (!known.containsAll(accounts)) {
            throw new StillwatchException("case " + caseId + " never had "
                    + accounts.stream()
                            .filter(account -> !known.contains(account))
                            .count()
                    + " of the accounts named; see stillwatch case show " + caseId);
        }
        keep(caseId, finding, false, new HashSet<>(accounts), why);
        if (finding == Feedback.Finding.FALSE_POSITIVE) {
            actions().releaseFromCase(caseId, accounts);
        }
    }

    private void keep(String caseId, Feedback.Finding finding, boolean wholeCase, Set<String> accounts, String why) {
        String assessment = AssessmentRows.latest(handle, caseId).orElseThrow().sha256();
        FeedbackRows.insert(
                handle, caseId, revision, new Feedback(finding, wholeCase, accounts, assessment, who, when, why));
        CaseRows.touch(handle, caseId, revision, when);
        new AuditRecord("case.feedback", when)
                .with("case", caseId)
                .with("finding", finding.label())
                .with("assessment_sha256", assessment)
                .with("accounts", accounts.size())
                .committing("accounts", accounts)
                .committing("who", who)
                .store(handle);
    }

    private ActionChange actions() {
        return new ActionChange(handle, revision, who, when);
    }

    private AuditRecord audit(String type, String caseId) {
        return new AuditRecord(type, when).with("case", caseId).committing("who", who);
    }

    private void event(String caseId, CaseEvent.Kind kind, String words) {
        CaseRows.event(handle, caseId, revision, new CaseEvent(when, kind, who, words));
        CaseRows.touch(handle, caseId, revision, when);
    }
}
