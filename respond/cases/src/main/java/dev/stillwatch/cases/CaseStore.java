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

/**
 * Keeps cases and actions, for several processes at once.
 *
 * <p>Every method that changes something is one transaction. Thread-safe. Each method throws {@link
 * StillwatchException} when the store cannot be reached or written, and when a case or action named does not exist.
 * Times are kept to the millisecond, between the years 1 and 9999.
 */
public interface CaseStore extends FeedbackLedger, AutoCloseable {

    /**
     * Opens a store, and creates it or brings it up to date where needed.
     *
     * @param url {@code sqlite:/path/cases.db}, a plain path, or {@code jdbc:postgresql://host/database}
     * @throws StillwatchException if it cannot be opened, or was written by a newer version
     */
    static CaseStore open(String url, AuditSink audit) {
        return JdbcCaseStore.open(url, audit);
    }

    /**
     * Takes in the campaigns of one assessment and finds each one's case.
     *
     * <p>A campaign goes on with the case with which it shares more than half of the smaller one's accounts. Where
     * several campaigns do with one case, it goes to the one that shares most; where one campaign does with several
     * cases, the oldest carries on and the others merge into it. A campaign without a case gets a new one if its
     * verdict is distillation.
     *
     * @param campaigns all campaigns of the assessment
     * @return one for each campaign that has a case, in the order given
     */
    List<Observed> observe(List<Campaign> campaigns, Instant at);

    /** Cases by id, newest first; of the states named, or all where none is named. */
    List<CaseSummary> cases(Set<CaseState> states);

    /** A stretch of the queue. Its cost does not grow with the members of cases that are not in it. */
    CasePage cases(CaseQuery query);

    /** The same with what the queue shows beside, and an order of its own. */
    QueuePage queue(CaseQuery query, QueuePriority priority);

    /** How many cases there are, by state and by the latest verdict; what there is none of is left out. */
    Map<CaseState, Map<Verdict, Integer>> counts();

    /**
     * Accounts that are or were members of a case, or that an action is about, by the beginning of their names, in the
     * order of code points.
     *
     * @param prefix as written; empty for all
     * @param after the last account of the stretch before; empty for the first
     * @param limit how many at most, 1 to 1,000
     */
    List<AccountRecord> accounts(String prefix, Optional<String> after, int limit);

    /** What is known of one account; nothing of one that no case and no action is about. */
    AccountRecord account(String name);

    /** A case without the names of its accounts and without its campaigns: reads only rows that are short. */
    CaseOverview overview(String caseId);

    /**
     * A stretch of a case's members, current and former, by name, in the order of code points.
     *
     * @param after the last account of the stretch before; empty for the first
     * @param limit how many at most, 1 to 10,000
     */
    List<Member> members(String caseId, Optional<String> after, int limit);

    /** The whole of a case. Takes time and memory with its history; for people to look at use {@link #overview}. */
    Case find(String caseId);

    /**
     * One assessment of a case, the campaign in full.
     *
     * @param number as in the case's history
     */
    AssessmentSnapshot assessment(String caseId, int number);

    /** Actions in force on some accounts, by action, then account. */
    List<InForce> inForce(Collection<String> accounts, Instant now);

    /**
     * Actions in force on a case's current members, by action, then account; of whichever case. Costs a row for each
     * account and action.
     */
    List<InForce> inForceOnMembers(String caseId, Instant now);

    /** Gives a case to a person to work on; opens a new one. */
    void assign(String caseId, String assignee, String who, Instant when);

    /**
     * Gives a case to a person who wants to work on it. Does nothing where it is theirs already.
     *
     * @throws StillwatchException if somebody else works on it; {@link #assign} takes it from them
     */
    void claim(String caseId, String who, Instant when);

    /** Gives a case back, so that nobody works on it. */
    void unassign(String caseId, String who, Instant when);

    /** Writes something down; no personal data belongs into it. */
    void note(String caseId, String text, String who, Instant when);

    /** Ends work on a case; actions in force run on. Does nothing to one that is closed. */
    void close(String caseId, String why, String who, Instant when);

    /** Takes up work on a closed case again. Does nothing to one that is open. */
    void reopen(String caseId, String why, String who, Instant when);

    /**
     * Puts one countermeasure on accounts: at once, or as a proposal where the decision needs approval.
     *
     * <p>Saying the same again changes nothing, so that a policy may be asked again and again: accounts for which the
     * same case has the same countermeasure proposed, or in force for more than half of the time decided, are left out. So
     * are accounts whose latest finding is a false positive.
     *
     * @param caseId the case it is about, or empty
     * @param accounts at least one
     * @param when it takes effect, unless it needs approval
     * @return the action; the latest earlier one where it covers all; empty where all were false positives
     */
    Optional<Action> act(Optional<String> caseId, Set<String> accounts, Decision decision, String who, Instant when);

    /**
     * The same for accounts from an assessment that knew what people had found before {@code judgedAt}: of those, only the
     * accounts found benign since then are left out. An account that was accused although it was found benign before has
     * changed, or the finding is too old.
     */
    Optional<Action> act(
            Optional<String> caseId,
            Set<String> accounts,
            Decision decision,
            String who,
            Instant when,
            Instant judgedAt);

    /**
     * Puts a proposed action in force, from now on and as long as decided. Does nothing to one that is active already.
     *
     * @param seen the action as the person saw it
     * @throws StillwatchException if it has been changed since, or is over
     */
    Action approve(Action seen, String who, Instant when);

    /**
     * Takes an action back. Does nothing to one that is undone already.
     *
     * @param seen the action as the person saw it
     * @throws StillwatchException if it has been changed since
     */
    Action undo(Action seen, String why, String who, Instant when);

    /**
     * Takes accounts out of an action that is proposed or in force, and takes it back where none is left. Does nothing
     * about accounts that it does not hold for.
     *
     * @param why kept with the action where none of its accounts is left
     */
    Action release(String actionId, Collection<String> accounts, String why, String who, Instant when);

    /** One action by id. */
    Action action(String actionId);

    /** Actions in force at a time, in order of their ids. */
    List<Action> activeActions(Instant now);

    /** Actions changed after a revision; 0 for all there ever were. Costs one look at an index when there are none. */
    ActionChanges changesSince(long revision);

    /** The revision of the latest change. Costs one row read. */
    long revision();

    /** Records as expired what has run out, and returns how many actions did. Enforcement need not wait for it. */
    int expire(Instant now);

    /**
     * Records a finding about a whole case. A false positive undoes all its actions and closes it.
     *
     * @param finding what was found
     */
    void feedback(String caseId, Feedback.Finding finding, String why, String who, Instant when);

    /** Records a finding about some accounts of a case. A false positive releases them from the case's actions. */
    void feedback(
            String caseId, Collection<String> accounts, Feedback.Finding finding, String why, String who, Instant when);

    /** The texts kept as evidence of this store's cases. The key is needed to keep and to reveal, not to list or purge. */
    EvidenceVault vault(EvidenceKeys keys, EvidenceLimits limits);

    /** Records waiting to be taken by the audit sink; above 0 only while it fails. Tries to hand them over first. */
    long pendingAudit();

    /** Releases connections. */
    @Override
    void close();
}
