// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackMode;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyEngine;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.Preview;
import dev.stillwatch.policy.PreviewCount;
import dev.stillwatch.policy.RuleOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tries a pack on what was seen, without putting it in use: whom it would touch, and which cases it would act on.
 *
 * <p>Each of both takes at most {@link #LONGEST}, then ends with what it has. Accounts are looked at in an order that is
 * spread evenly over all of them, so that those looked at stand for the rest. Not for an event loop.
 */
final class PackTrial {
    /** For accounts, and once more for cases. */
    static final Duration LONGEST = Duration.ofSeconds(5);
    /** More accounts are not looked at. */
    static final int MOST_ACCOUNTS = 20_000;
    /** More cases are not looked at. */
    static final int MOST_CASES = 200;

    private final PackSet inUse;
    private final PolicyPack tried;
    private final Instant now;
    private final LongSupplier nanos;

    /**
     * @param nanos tells how much time has passed, as {@link System#nanoTime} does
     */
    PackTrial(PackSet inUse, PolicyPack tried, Instant now, LongSupplier nanos) {
        this.inUse = inUse;
        this.tried = tried;
        this.now = now;
        this.nanos = nanos;
    }

    /**
     * Whom it would touch.
     *
     * @param all how many accounts there are, looked at or not
     */
    record Accounts(Preview preview, int all) {
        boolean partly() {
            return preview.accounts() < all;
        }
    }

    /**
     * A case that it would act on.
     *
     * @param what its rules call for, with what becomes of that
     */
    record CaseHit(CaseSummary summary, List<String> what) {}

    /**
     * Which cases it would act on.
     *
     * @param judged how many open cases were looked at, the newest
     * @param all how many there are
     */
    record Cases(List<CaseHit> hits, int judged, int all) {
        boolean partly() {
            return judged < all;
        }
    }

    /** Why none of its rules would count now; empty when they would. */
    Optional<String> resting() {
        return PackSet.of(List.of(tried)).at(now, knownAt()).stream()
                .filter(one -> !one.applies())
                .map(PackSet.Applicable::why)
                .findFirst();
    }

    /** Names of packs in use that it would take the place of. */
    List<String> replaced() {
        return inUse.packs().stream()
                .filter(pack -> pack.id().equals(tried.id()))
                .map(PolicyPack::name)
                .toList();
    }

    private Instant knownAt() {
        return tried.knownAt().isAfter(now) ? tried.knownAt() : now;
    }

    Accounts accounts(Assessment assessment) {
        PreviewCount count = new PreviewCount(inUse, List.of(tried), now);
        Map<String, Campaign> campaigns = new HashMap<>();
        assessment.campaigns().forEach(campaign -> campaigns.put(campaign.id(), campaign));
        List<AccountAssessment> accounts = assessment.accounts();
        long end = nanos.getAsLong() + LONGEST.toNanos();
        int most = Math.min(accounts.size(), MOST_ACCOUNTS);
        int step = step(accounts.size());
        for (int i = 0, at = 0; i < most && nanos.getAsLong() - end < 0; i++) {
            AccountAssessment account = accounts.get(at);
            count.add(account.verdict(), facts(account, campaigns));
            at = (int) (((long) at + step) % accounts.size());
        }
        return new Accounts(count.preview(), accounts.size());
    }

    /* About 0.618 of the number and without a common divisor, so that each is met once and neighbours lie far apart. */
    private static int step(int count) {
        int step = Math.max(1, (int) (count * 0.618));
        while (divisor(step, count) > 1) {
            step++;
        }
        return step;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    private static Facts facts(AccountAssessment account, Map<String, Campaign> campaigns) {
        Facts.Builder facts = Facts.builder().account(account);
        account.campaign()
                .flatMap(id -> Optional.ofNullable(campaigns.get(id)))
                .ifPresent(campaign -> facts.campaign(campaign, campaign.lastSeen()));
        return facts.build();
    }

    Cases cases(CaseStore store) {
        List<PolicyPack> together = new ArrayList<>(List.of(tried));
        inUse.packs().stream().filter(pack -> !pack.id().equals(tried.id())).forEach(together::add);
        PolicyEngine engine = new PolicyEngine(PackSet.of(together));
        List<CaseSummary> open = store.cases(EnumSet.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED));
        List<CaseHit> hits = new ArrayList<>();
        long end = nanos.getAsLong() + LONGEST.toNanos();
        int judged = 0;
        for (CaseSummary summary : open) {
            if (judged >= MOST_CASES || nanos.getAsLong() - end >= 0) {
                break;
            }
            Campaign campaign = store.find(summary.id()).latest().campaign();
            List<String> what = engine.decide(Facts.of(campaign, now), now, knownAt()).outcomes().stream()
                    .filter(outcome -> outcome.pack().equals(tried.id()))
                    .filter(outcome -> outcome.finding() instanceof RuleOutcome.Finding.Matched)
                    .map(this::words)
                    .toList();
            if (!what.isEmpty()) {
                hits.add(new CaseHit(summary, what));
            }
            judged++;
        }
        return new Cases(hits, judged, open.size());
    }

    private String words(RuleOutcome outcome) {
        boolean asks =
                tried.rules().stream().anyMatch(rule -> rule.id().equals(outcome.rule()) && rule.needsApproval());
        return RuleWords.does(outcome.countermeasure())
                + (outcome.mode() != PackMode.ENFORCE
                        ? ", " + RuleWords.mode(outcome.mode())
                        : asks ? ", after a person has agreed" : "")
                + " (" + outcome.rule() + ")";
    }
}
