// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyEngine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries out directives: rules about who an account's holder is, whatever the account does.
 *
 * <p>Directives hold from an account's first request on: it is judged as it comes in, and what is decided holds at once;
 * the next {@link #reconcile} writes it down as an action like any other. When packs or the register change, actions that
 * no rule asks for any more are undone. Thread-safe.
 */
final class DirectiveDesk {
    private static final String WHO = "directive";
    private static final int MOST_UNREGISTERED = 1_000_000;

    private final CaseStore store;
    private final AccountRegister register;
    private final InstantSource clock;
    private final Map<String, Principal> unregistered = new ConcurrentHashMap<>();
    private volatile Standing standing = new Standing(PackSet.EMPTY, new ConcurrentHashMap<>());

    /** What was decided at first sight under one set of packs. */
    private record Standing(PackSet packs, Map<String, List<Measure>> measures) {
        boolean any() {
            return !packs.packs().isEmpty();
        }
    }

    /** What a directive asks for, and of whom. */
    private record Wanted(Decision decision, Set<String> accounts) {}

    private record Ordered(String pack, String rule, Countermeasure countermeasure) {}

    DirectiveDesk(CaseStore store, AccountRegister register, InstantSource clock) {
        this.store = store;
        this.register = register;
        this.clock = clock;
    }

    /** What directives say of an account, decided now where it is seen for the first time. Quick; never blocks. */
    List<Measure> of(String account) {
        Standing now = standing;
        return now.any() ? now.measures.computeIfAbsent(account, a -> firstSeen(now.packs, a)) : List.of();
    }

    private List<Measure> firstSeen(PackSet packs, String account) {
        Principal principal = register.of(account);
        if (principal.attributes().isEmpty() && unregistered.size() < MOST_UNREGISTERED) {
            unregistered.put(account, principal);
        }
        Instant now = clock.instant();
        return decisions(packs, principal, now).stream()
                .filter(decision -> !decision.needsApproval())
                .map(decision -> new Measure(
                        "directive/" + decision.pack() + "/" + decision.rule(),
                        decision.countermeasure(),
                        now,
                        now.plus(decision.lasting()),
                        decision.reason()))
                .toList();
    }

    private static List<Decision> decisions(PackSet packs, Principal principal, Instant now) {
        Facts.Builder facts = Facts.builder().account(principal.account());
        principal.attributes().forEach((name, value) -> facts.attribute(name, value, "register"));
        return new PolicyEngine(packs).decide(facts.build(), now).decisions();
    }

    /** Judges every account anew under these packs, and brings the actions in the store in line. */
    void reconcile(PackSet packs) {
        standing = new Standing(packs, new ConcurrentHashMap<>());
        Instant now = clock.instant();
        Map<Ordered, Wanted> wanted = packs.packs().isEmpty() ? Map.of() : wanted(packs, now);
        for (Action action : store.activeActions(now)) {
            if (action.caseId().isEmpty() && action.proposedBy().equals(WHO)) {
                Ordered ordered =
                        new Ordered(action.decision().pack(), action.decision().rule(), action.countermeasure());
                Wanted still = wanted.get(ordered);
                if (still == null || !still.accounts.containsAll(action.accounts())) {
                    store.undo(action, "The directive no longer asks for it.", WHO, now);
                }
            }
        }
        wanted.values().forEach(want -> store.act(Optional.empty(), want.accounts, want.decision, WHO, now));
    }

    private Map<Ordered, Wanted> wanted(PackSet packs, Instant now) {
        Map<String, Principal> everybody = new HashMap<>(unregistered);
        register.all().forEach(principal -> everybody.put(principal.account(), principal));
        Map<Ordered, Wanted> wanted = new HashMap<>();
        for (Principal principal : everybody.values()) {
            for (Decision decision : decisions(packs, principal, now)) {
                wanted.computeIfAbsent(
                                new Ordered(decision.pack(), decision.rule(), decision.countermeasure()),
                                _ -> new Wanted(decision, new HashSet<>()))
                        .accounts
                        .add(principal.account());
            }
        }
        return wanted;
    }

    /** Whether accounts have come in since the last {@link #reconcile} about which something was decided. */
    boolean hasNews() {
        return standing.measures.values().stream().anyMatch(measures -> !measures.isEmpty());
    }
}
