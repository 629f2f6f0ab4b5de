// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionChanges;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyEngine;
import dev.stillwatch.policy.RuleOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries out directives: rules about who an account's holder is, whatever the account does.
 *
 * <p>Directives hold from an account's first request on: it is judged as it comes in, and what is decided holds at once;
 * the next {@link #reconcile} writes it down as an action like any other. Actions that no rule asks for any more are
 * undone then. Accounts of an action that a person undid are left alone until its pack has another version.
 * Thread-safe.
 */
final class DirectiveDesk {
    private static final String WHO = "directive";
    private static final int MOST_REMEMBERED = 1_000_000;
    /** Whoever makes up API keys makes up accounts: further ones are judged all the same, but not written down. */
    private static final int MOST_UNREGISTERED = 100_000;

    private final CaseStore store;
    private final AccountRegister register;
    private final InstantSource clock;
    private final Set<String> unregistered = ConcurrentHashMap.newKeySet();
    private volatile Standing standing = new Standing(PackSet.EMPTY, List.of(), Set.of(), Set.of(), Instant.MAX);

    /* Guarded by this. */
    private final Map<String, Action> written = new HashMap<>();
    private long revision;

    private record Ordered(String pack, String rule, Countermeasure countermeasure) {
        static Ordered by(Decision decision) {
            return new Ordered(decision.pack(), decision.rule(), decision.countermeasure());
        }
    }

    private record Release(Ordered ordered, String version, String account) {
        static Release of(Decision decision, String account) {
            return new Release(Ordered.by(decision), decision.version(), account);
        }
    }

    /** What a directive asks for, and of whom. */
    private record Wanted(Decision decision, Set<String> accounts) {}

    /** What holds from one reconciliation to the next, and what was decided meanwhile about accounts as they came in. */
    private static final class Standing {
        final PackSet packs;
        final List<String> inForce;
        final Set<String> judged;
        final Set<Release> released;
        final Instant renewal;
        final Map<String, List<Measure>> measures = new ConcurrentHashMap<>();
        final AtomicBoolean news = new AtomicBoolean();

        Standing(PackSet packs, List<String> inForce, Set<String> judged, Set<Release> released, Instant renewal) {
            this.packs = packs;
            this.inForce = inForce;
            this.judged = judged;
            this.released = released;
            this.renewal = renewal;
        }
    }

    DirectiveDesk(CaseStore store, AccountRegister register, InstantSource clock) {
        this.store = store;
        this.register = register;
        this.clock = clock;
    }

    /** What directives say of an account, decided now where it is seen for the first time. Quick; never blocks. */
    List<Measure> of(String account) {
        Standing now = standing;
        if (now.packs.packs().isEmpty()) {
            return List.of();
        }
        List<Measure> known = now.measures.get(account);
        if (known != null) {
            return known;
        }
        List<Measure> fresh = firstSeen(now, account);
        if (now.measures.size() < MOST_REMEMBERED) {
            now.measures.put(account, fresh);
        }
        return fresh;
    }

    private List<Measure> firstSeen(Standing under, String account) {
        Instant now = clock.instant();
        List<Decision> decisions = decisions(under.packs, register.of(account), now, under.released);
        if (!decisions.isEmpty()
                && !under.judged.contains(account)
                && unregistered.size() < MOST_UNREGISTERED
                && unregistered.add(account)) {
            under.news.set(true);
        }
        return decisions.stream()
                .filter(decision -> !decision.needsApproval())
                .map(decision -> new Measure(
                        "directive/" + decision.pack() + "/" + decision.rule(),
                        decision.countermeasure(),
                        now,
                        now.plus(decision.lasting()),
                        decision.reason()))
                .toList();
    }

    private static List<Decision> decisions(PackSet packs, Principal principal, Instant now, Set<Release> released) {
        Facts.Builder facts = Facts.builder().account(principal.account());
        principal.attributes().forEach((name, value) -> facts.attribute(name, value, "register"));
        return new PolicyEngine(packs)
                .decide(facts.build(), now).decisions().stream()
                        .filter(decision -> !released.contains(Release.of(decision, principal.account())))
                        .toList();
    }

    /** The rules that apply at a time: packs have windows that open and close while nobody changes a file. */
    private static List<String> inForce(PackSet packs, Instant now) {
        Facts nobody = Facts.builder().account("nobody").build();
        return new PolicyEngine(packs)
                .decide(nobody, now).outcomes().stream()
                        .filter(outcome -> !(outcome.finding() instanceof RuleOutcome.Finding.NotInForce))
                        .map(outcome -> outcome.packHash() + "/" + outcome.rule())
                        .toList();
    }

    /** Judges every account anew under these packs, and brings the actions in the store in line. */
    synchronized void reconcile(PackSet packs) {
        Instant now = clock.instant();
        follow();
        Set<Release> released = released();
        Set<String> everybody = everybody(now);
        Map<Ordered, Wanted> wanted = packs.packs().isEmpty() ? Map.of() : wanted(packs, everybody, now, released);
        Instant renewal = wanted.values().stream()
                .map(want -> now.plus(want.decision.lasting().dividedBy(2)))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        standing = new Standing(packs, inForce(packs, now), everybody, released, renewal);
        for (Action action : standing(now)) {
            Wanted still = wanted.get(Ordered.by(action.decision()));
            if (still == null || !still.accounts.containsAll(action.accounts())) {
                store.undo(action, "The directive no longer asks for it.", WHO, now);
            } else if (!runsOutSoon(action, still.decision, now)) {
                still.accounts.removeAll(action.accounts());
            }
        }
        wanted.values().stream()
                .filter(want -> !want.accounts.isEmpty())
                .forEach(want -> store.act(Optional.empty(), want.accounts, want.decision, WHO, now));
        follow();
    }

    /** Takes in what became of directives' actions, whoever changed them. */
    private void follow() {
        ActionChanges changes = store.changesSince(revision);
        changes.actions().stream()
                .filter(action ->
                        action.caseId().isEmpty() && action.proposedBy().equals(WHO))
                .forEach(action -> written.put(action.id(), action));
        revision = changes.revision();
    }

    private Set<Release> released() {
        Set<Release> released = new HashSet<>();
        for (Action action : written.values()) {
            if (action.undone().filter(undo -> !undo.who().equals(WHO)).isPresent()) {
                action.accounts().forEach(account -> released.add(Release.of(action.decision(), account)));
            }
        }
        return released;
    }

    /** Actions of directives that are in force or wait for approval. */
    private List<Action> standing(Instant now) {
        return written.values().stream()
                .filter(action ->
                        action.statusAt(now) == ActionStatus.PROPOSED || action.statusAt(now) == ActionStatus.ACTIVE)
                .toList();
    }

    private static boolean runsOutSoon(Action action, Decision decision, Instant now) {
        return action.status() == ActionStatus.ACTIVE
                && action.until().isBefore(now.plus(decision.lasting().dividedBy(2)));
    }

    /* Those with an action too: after a restart, unregistered accounts are known from nothing else. */
    private Set<String> everybody(Instant now) {
        Set<String> everybody = new HashSet<>(unregistered);
        register.all().forEach(principal -> everybody.add(principal.account()));
        standing(now).forEach(action -> everybody.addAll(action.accounts()));
        return everybody;
    }

    private Map<Ordered, Wanted> wanted(PackSet packs, Set<String> everybody, Instant now, Set<Release> released) {
        Map<Ordered, Wanted> wanted = new HashMap<>();
        for (String account : everybody) {
            for (Decision decision : decisions(packs, register.of(account), now, released)) {
                wanted.computeIfAbsent(Ordered.by(decision), _ -> new Wanted(decision, new HashSet<>()))
                        .accounts
                        .add(account);
            }
        }
        return wanted;
    }

    /**
     * Whether {@link #reconcile} has something to do: accounts came in about which something was decided, a pack's window
     * opened or closed, a person undid an action, or actions have to be renewed.
     */
    synchronized boolean due(PackSet packs) {
        Standing now = standing;
        Instant time = clock.instant();
        return now.news.get()
                || !time.isBefore(now.renewal)
                || !inForce(packs, time).equals(now.inForce)
                || undoneByAPerson();
    }

    private boolean undoneByAPerson() {
        if (store.revision() == revision) {
            return false;
        }
        follow();
        return !released().equals(standing.released);
    }
}
