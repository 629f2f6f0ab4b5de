// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Decision;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Changes to actions within a transaction, made by one person or part of the system at one time. */
final class ActionChange {
    private final Handle handle;
    private final long revision;
    private final String who;
    private final Instant when;

    ActionChange(Handle handle, long revision, String who, Instant when) {
        this.handle = handle;
        this.revision = revision;
        this.who = who;
        this.when = StoredTime.read(StoredTime.of(when));
    }

    /** Leaves out accounts found benign at {@code judgedAt} or later. */
    Optional<Action> act(Optional<String> caseId, Set<String> accounts, Decision decision, Instant judgedAt) {
        Optional<CaseSummary> about = caseId.map(id -> CaseRows.notMerged(handle, id));
        Set<String> wanted = new HashSet<>(accounts);
        wanted.removeAll(FeedbackRows.benign(handle, judgedAt).keySet());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<Action> covering = Optional.empty();
        for (Action earlier : caseId.map(id -> ActionRows.ofCase(handle, id)).orElse(List.of())) {
            if (earlier.covers(decision.countermeasure(), decision.lasting(), when)
                    && wanted.removeAll(earlier.accounts())) {
                covering = Optional.of(earlier);
            }
        }
        if (wanted.isEmpty()) {
            return covering;
        }
        Action action = new Action(
                Counters.nextId(handle, "A", when),
                revision,
                caseId,
                wanted,
                when,
                StoredTime.after(when, decision.lasting()),
                decision.needsApproval() ? ActionStatus.PROPOSED : ActionStatus.ACTIVE,
                decision,
                who,
                List.of(),
                Optional.empty());
        ActionRows.insert(handle, action);
        audit("action." + action.status().label(), action);
        about.ifPresent(one -> restate(one.id()));
        return Optional.of(get(action.id()));
    }

    Action approve(Action seen) {
        Action now = get(seen.id());
        if (now.status() == ActionStatus.ACTIVE) {
            return now;
        }
        if (now.status() != ActionStatus.PROPOSED) {
            throw new StillwatchException("action " + now.id() + " is "
                    + now.status().label() + " and cannot be approved; decide anew if it is still wanted");
        }
        unchanged(seen, now);
        Approval approval = new Approval(who, when);
        ActionRows.approved(
                handle,
                now.id(),
                revision,
                approval,
                StoredTime.after(when, now.decision().lasting()));
        Action after = get(now.id());
        audit("action.approved", after);
        after.caseId().ifPresent(this::restate);
        return after;
    }

    Action undo(Action seen, String why) {
        Action now = get(seen.id());
        if (now.status() != ActionStatus.UNDONE) {
            unchanged(seen, now);
        }
        takeBack(now, why);
        return get(now.id());
    }

    /** Undoes an action in whatever state it is; nothing to do for one that is undone or over. */
    void takeBack(Action action, String why) {
        if (action.status() == ActionStatus.PROPOSED || action.status() == ActionStatus.ACTIVE) {
            ActionRows.undone(handle, action.id(), revision, new Undo(who, when, why));
            audit("action.undone", action);
            action.caseId().ifPresent(this::restate);
        }
    }

    /** Takes accounts out of all actions of a case that are in force or proposed. */
    void releaseFromCase(String caseId, Collection<String> accounts) {
        for (Action action : ActionRows.ofCase(handle, caseId)) {
            release(action, accounts, "every account was released");
        }
    }

    /** Takes accounts out of an action; one that holds for nobody any more is taken back for that reason. */
    Action release(String id, Collection<String> accounts, String why) {
        release(get(id), accounts, why);
        return get(id);
    }

    private void release(Action action, Collection<String> accounts, String why) {
        boolean live = action.status() == ActionStatus.ACTIVE || action.status() == ActionStatus.PROPOSED;
        if (live && ActionRows.release(handle, action.id(), revision, accounts, when)) {
            Action after = get(action.id());
            audit("action.released", after);
            if (after.accounts().isEmpty()) {
                takeBack(after, why);
            }
        }
    }

    int expire() {
        List<String> overdue = ActionRows.overdue(handle, when);
        for (String id : overdue) {
            ActionRows.expired(handle, id, revision);
            Action after = get(id);
            audit("action.expired", after);
            after.caseId().ifPresent(this::restate);
        }
        return overdue.size();
    }

    private Action get(String id) {
        return ActionRows.find(handle, id)
                .orElseThrow(() -> NearestIds.unknown("action", id, CaseRows.ids(handle, "SELECT id FROM action")));
    }

    private static void unchanged(Action seen, Action now) {
        if (seen.revision() != now.revision()) {
            throw new StillwatchException("action " + now.id() + " was changed since it was looked at: it is now "
                    + now.status().label() + ", for " + now.accounts().size()
                    + " accounts. Nothing was changed; look at it again");
        }
    }

    /** A case with an action in force is acted on, and one whose last has ended is open again. */
    void restate(String caseId) {
        CaseSummary now = CaseRows.get(handle, caseId);
        boolean acted = ActionRows.hasActive(handle, caseId);
        if (acted && (now.state() == CaseState.NEW || now.state() == CaseState.OPEN)) {
            CaseRows.become(handle, now, CaseState.ACTED, when);
        } else if (!acted && now.state() == CaseState.ACTED) {
            CaseRows.become(handle, now, CaseState.OPEN, when);
        }
        CaseRows.touch(handle, caseId, revision, when);
    }

    private void audit(String type, Action action) {
        Decision decision = action.decision();
        new AuditRecord(type, when)
                .with("action", action.id())
                .with("case", action.caseId())
                .with("countermeasure", CountermeasureJson.text(action.countermeasure()))
                .with("pack", decision.pack())
                .with("pack_version", decision.version())
                .with("rule", decision.rule())
                .with("facts_sha256", decision.factsHash())
                .with("from", action.from().toString())
                .with("until", action.until().toString())
                .with("accounts", action.accounts().size())
                .committing("accounts", action.accounts())
                .committing("who", who)
                .store(handle);
    }
}
