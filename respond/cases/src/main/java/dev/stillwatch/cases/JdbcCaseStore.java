// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Decision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Keeps cases in SQLite or PostgreSQL, with the same statements for both. */
final class JdbcCaseStore implements CaseStore {
    private static final int MOST_MEMBERS = 10_000;
    private static final int MOST_ACCOUNTS = 1_000;

    private final Database database;
    private final AuditOutbox outbox;

    private JdbcCaseStore(Database database, AuditSink audit) {
        this.database = database;
        this.outbox = new AuditOutbox(database, audit);
    }

    static JdbcCaseStore open(String url, AuditSink audit) {
        return over(Database.open(StoreAddress.parse(url), Schema.CURRENT), audit);
    }

    static JdbcCaseStore over(Database database, AuditSink audit) {
        return new JdbcCaseStore(database, audit);
    }

    /** Changes something, then hands over what the audit must know of it. */
    private <T> T change(Database.Change<T> work) {
        T result = database.change(work);
        outbox.deliverIfPossible();
        return result;
    }

    @Override
    public List<Observed> observe(List<Campaign> campaigns, Instant at) {
        if (campaigns.isEmpty()) {
            return List.of();
        }
        return change((handle, revision) -> new Observation(handle, revision, at).take(campaigns));
    }

    @Override
    public List<CaseSummary> cases(Set<CaseState> states) {
        return database.read(handle -> CaseRows.list(handle, states));
    }

    @Override
    public CasePage cases(CaseQuery query) {
        return database.read(handle -> QueueRows.page(handle, query));
    }

    @Override
    public QueuePage queue(CaseQuery query, QueuePriority priority) {
        return database.read(handle -> QueueRows.queue(handle, query, Optional.of(priority)));
    }

    @Override
    public Map<CaseState, Map<Verdict, Integer>> counts() {
        return database.read(QueueRows::counts);
    }

    @Override
    public List<AccountRecord> accounts(String prefix, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST_ACCOUNTS) {
            throw new IllegalArgumentException("limit is " + limit + ", must be 1 to " + MOST_ACCOUNTS);
        }
        return database.read(handle -> AccountRows.records(handle, AccountRows.names(handle, prefix, after, limit)));
    }

    @Override
    public AccountRecord account(String name) {
        return database.read(
                handle -> AccountRows.records(handle, List.of(name)).getFirst());
    }

    @Override
    public CaseOverview overview(String caseId) {
        return database.read(handle -> new CaseOverview(
                CaseRows.get(handle, caseId),
                MemberRows.formerCount(handle, caseId),
                AssessmentRows.marks(handle, caseId),
                ActionRows.summaries(handle, caseId),
                FeedbackRows.summaries(handle, caseId),
                CaseRows.events(handle, caseId)));
    }

    @Override
    public List<Member> members(String caseId, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST_MEMBERS) {
            throw new IllegalArgumentException("limit is " + limit + ", must be 1 to " + MOST_MEMBERS);
        }
        return database.read(handle -> {
            CaseRows.get(handle, caseId);
            return MemberRows.page(handle, caseId, after, limit);
        });
    }

    @Override
    public Case find(String caseId) {
        return database.read(handle -> new Case(
                CaseRows.get(handle, caseId),
                MemberRows.current(handle, caseId),
                MemberRows.former(handle, caseId),
                AssessmentRows.ofCase(handle, caseId),
                ActionRows.ofCase(handle, caseId),
                FeedbackRows.ofCase(handle, caseId),
                CaseRows.events(handle, caseId)));
    }

    @Override
    public AssessmentSnapshot assessment(String caseId, int number) {
        return database.read(handle -> {
            CaseRows.get(handle, caseId);
            return AssessmentRows.numbered(handle, caseId, number)
                    .orElseThrow(() -> new StillwatchException(
                            "case " + caseId + " has no assessment number " + number + "; load its page again"));
        });
    }

    @Override
    public List<InForce> inForce(Collection<String> accounts, Instant now) {
        return accounts.isEmpty() ? List.of() : database.read(handle -> InForceRows.on(handle, accounts, now));
    }

    @Override
    public List<InForce> inForceOnMembers(String caseId, Instant now) {
        return database.read(handle -> InForceRows.onMembers(handle, caseId, now));
    }

    /** Changes a case, then hands over what the audit must know of it. */
    private void change(String who, Instant when, Consumer<CaseChange> work) {
        change((handle, revision) -> {
            work.accept(new CaseChange(handle, revision, who, when));
            return revision;
        });
    }

    @Override
    public void assign(String caseId, String assignee, String who, Instant when) {
        change(who, when, change -> change.hand(caseId, Optional.of(assignee)));
    }

    @Override
    public void claim(String caseId, String who, Instant when) {
        change(who, when, change -> change.claim(caseId));
    }

    @Override
    public void unassign(String caseId, String who, Instant when) {
        change(who, when, change -> change.giveBack(caseId));
    }

    @Override
    public void note(String caseId, String text, String who, Instant when) {
        change(who, when, change -> change.note(caseId, text));
    }

    @Override
    public void close(String caseId, String why, String who, Instant when) {
        change(who, when, change -> change.close(caseId, why));
    }

    @Override
    public void reopen(String caseId, String why, String who, Instant when) {
        change(who, when, change -> change.reopen(caseId, why));
    }

    @Override
    public Optional<Action> act(
            Optional<String> caseId, Set<String> accounts, Decision decision, String who, Instant when) {
        return act(caseId, accounts, decision, who, when, Instant.MIN);
    }

    @Override
    public Optional<Action> act(
            Optional<String> caseId,
            Set<String> accounts,
            Decision decision,
            String who,
            Instant when,
            Instant judgedAt) {
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("accounts is empty: an action needs at least one");
        }
        return change((handle, revision) ->
                new ActionChange(handle, revision, who, when).act(caseId, accounts, decision, judgedAt));
    }

    @Override
    public Action approve(Action seen, String who, Instant when) {
        return change((handle, revision) -> new ActionChange(handle, revision, who, when).approve(seen));
    }

    @Override
    public Action undo(Action seen, String why, String who, Instant when) {
        return change((handle, revision) -> new ActionChange(handle, revision, who, when).undo(seen, why));
    }

    @Override
    public Action release(String actionId, Collection<String> accounts, String why, String who, Instant when) {
        return change(
                (handle, revision) -> new ActionChange(handle, revision, who, when).release(actionId, accounts, why));
    }

    @Override
    public Action action(String actionId) {
        return database.read(handle -> ActionRows.find(handle, actionId).orElseThrow(unknownAction(handle, actionId)));
    }

    private static Supplier<StillwatchException> unknownAction(Handle handle, String id) {
        return () -> NearestIds.unknown("action", id, CaseRows.ids(handle, "SELECT id FROM action"));
    }

    @Override
    public List<Action> activeActions(Instant now) {
        return database.read(handle -> ActionRows.active(handle, now));
    }

    @Override
    public ActionChanges changesSince(long revision) {
        return database.read(handle -> new ActionChanges(
                Math.max(revision, Counters.value(handle, Counters.REVISION)),
                ActionRows.changedSince(handle, revision)));
    }

    @Override
    public long revision() {
        return database.read(handle -> Counters.value(handle, Counters.REVISION));
    }

    @Override
    public int expire(Instant now) {
        boolean any = database.read(handle -> !ActionRows.overdue(handle, now).isEmpty());
        return any ? change((handle, revision) -> new ActionChange(handle, revision, "expiry", now).expire()) : 0;
    }

    @Override
    public void feedback(String caseId, Feedback.Finding finding, String why, String who, Instant when) {
        change(who, when, change -> change.found(caseId, finding, why));
    }

    @Override
    public void feedback(
            String caseId,
            Collection<String> accounts,
            Feedback.Finding finding,
            String why,
            String who,
            Instant when) {
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("accounts is empty: a finding needs at least one");
        }
        change(who, when, change -> change.found(caseId, accounts, finding, why));
    }

    @Override
    public Set<String> benignAccounts(Instant since) {
        return foundBenign(since).keySet();
    }

    @Override
    public Map<String, Instant> foundBenign(Instant since) {
        return database.read(handle -> FeedbackRows.benign(handle, since));
    }

    @Override
    public EvidenceVault vault(EvidenceKeys keys, EvidenceLimits limits) {
        return new EvidenceVault(database, outbox, keys, limits);
    }

    @Override
    public long pendingAudit() {
        return outbox.deliver();
    }

    @Override
    public void close() {
        database.close();
    }
}
