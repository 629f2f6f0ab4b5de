// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionChanges;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.PackMode;
import dev.stillwatch.policy.RuleOutcome;
import dev.stillwatch.policy.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes back what policy did and would not do now: evidence that does not last is none.
 *
 * <p>What this process has seen policy ask for is taken back as soon as policy asks for it no longer. What it has not,
 * and what concerns campaigns that detection does not find, waits for {@link #WAITING}: after a restart, or where another
 * gateway on the same store sees more of a campaign, this process may know too little. Accounts that have left a campaign
 * are let go, while it goes on. What a person decided or approved stays. Not thread-safe.
 */
final class OutdatedMeasures {
    static final Duration WAITING = Duration.ofHours(6);

    private final CaseStore store;
    private final Notices notices;
    /** Policy's actions that are proposed or in force. */
    private final Map<String, Action> standing = new HashMap<>();

    private final Set<String> askedFor = new HashSet<>();
    private final Map<String, Instant> unwantedSince = new HashMap<>();
    private final Departures departures = new Departures();
    private long revision;

    /**
     * What is known of a case by the latest assessment.
     *
     * @param verdict on its campaign
     * @param ruling empty where policy could not be asked
     */
    record Judged(Verdict verdict, Optional<Ruling> ruling) {}

    private enum Wanted {
        YES,
        NO,
        /** Whether policy asks for it depends on what is not known, or policy could not be asked. */
        CANNOT_TELL
    }

    OutdatedMeasures(CaseStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
    }

    /**
     * Goes through what policy did.
     *
     * @param found the campaigns that an assessment found, by case
     */
    void review(Map<String, Judged> found, Instant now) {
        follow(now);
        for (Action action : List.copyOf(standing.values())) {
            Optional<Judged> judged = action.caseId().map(found::get);
            switch (judged.map(one -> wanted(action, one)).orElse(Wanted.NO)) {
                case YES -> {
                    askedFor.add(action.id());
                    unwantedSince.remove(action.id());
                }
                case CANNOT_TELL -> unwantedSince.remove(action.id());
                case NO -> unwanted(action, judged, now);
            }
        }
    }

    /**
     * Lets go of accounts that have left the campaigns of their cases; to be called after {@link #review}.
     *
     * @param found the members of each case's campaigns by this assessment
     * @param assessed all accounts it looked at: one that sends nothing any more has not left
     */
    void release(Map<String, Set<String>> found, List<AccountAssessment> assessed, Instant now) {
        departures.assessed(found);
        for (Action action : List.copyOf(standing.values())) {
            String caseId = action.caseId().orElseThrow();
            if (departures.any(caseId)) {
                Set<String> gone = departures.of(caseId, action.accounts());
                Set<String> elsewhere = assessed.stream()
                        .map(AccountAssessment::account)
                        .filter(gone::contains)
                        .collect(Collectors.toSet());
                if (!elsewhere.isEmpty()) {
                    release(action, elsewhere, now);
                }
            }
        }
    }

    private void release(Action action, Set<String> gone, Instant now) {
        String why = "Detection no longer finds its accounts in the campaign.";
        try {
            store.release(action.id(), gone, why, CampaignDesk.WHO, now);
            notices.noticed("Action " + action.id() + ", case "
                    + action.caseId().orElseThrow() + ": " + gone.size()
                    + (gone.size() == 1 ? " account" : " accounts")
                    + " let go, which detection no longer finds in the campaign.");
        } catch (RuntimeException e) {
            notices.alarmed("Accounts could not be let go from action " + action.id() + ": " + Reasons.of(e));
        }
    }

    private void follow(Instant now) {
        ActionChanges changes = store.changesSince(revision);
        changes.actions().stream()
                .filter(action -> action.proposedBy().equals(CampaignDesk.WHO))
                .forEach(action -> standing.put(action.id(), action));
        revision = changes.revision();
        standing.values().removeIf(action -> !isPolicysOwn(action, now));
        askedFor.retainAll(standing.keySet());
        unwantedSince.keySet().retainAll(standing.keySet());
    }

    private static boolean isPolicysOwn(Action action, Instant now) {
        boolean stands = switch (action.statusAt(now)) {
            case PROPOSED, ACTIVE -> true;
            case EXPIRED, UNDONE -> false;
        };
        return stands && action.caseId().isPresent() && action.approvals().isEmpty();
    }

    private static Wanted wanted(Action action, Judged judged) {
        if (judged.ruling().isEmpty()) {
            return Wanted.CANNOT_TELL;
        }
        Ruling ruling = judged.ruling().get();
        if (ruling.decisions().stream().anyMatch(d -> d.countermeasure().equals(action.countermeasure()))) {
            return Wanted.YES;
        }
        boolean depends = ruling.outcomes().stream()
                .anyMatch(rule -> rule.mode() == PackMode.ENFORCE
                        && rule.finding() instanceof RuleOutcome.Finding.NeedsInfo
                        && rule.countermeasure().equals(action.countermeasure()));
        return depends ? Wanted.CANNOT_TELL : Wanted.NO;
    }

    private void unwanted(Action action, Optional<Judged> judged, Instant now) {
        boolean atOnce = judged.isPresent() && askedFor.contains(action.id());
        Instant since = unwantedSince.computeIfAbsent(action.id(), _ -> now);
        if (!atOnce && now.isBefore(since.plus(WAITING))) {
            return;
        }
        String why = judged.map(one -> "Policy no longer asks for it: the verdict on the campaign is now "
                        + one.verdict().label() + ".")
                .orElse("Detection no longer finds this campaign.");
        try {
            store.undo(action, why, CampaignDesk.WHO, now);
            notices.noticed("Action " + action.id()
                    + (action.status() == ActionStatus.PROPOSED ? " withdrawn" : " lifted") + ", case "
                    + action.caseId().orElseThrow() + ": " + why);
        } catch (RuntimeException e) {
            // Such as one that a person approved just now. The next assessment looks at it again.
            notices.alarmed("Action " + action.id() + " could not be lifted: " + Reasons.of(e));
        }
    }
}
