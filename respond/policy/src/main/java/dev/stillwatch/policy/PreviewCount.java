// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.RuleOutcome.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts whom packs would touch, account by account. Not thread-safe; memory does not grow with accounts.
 *
 * <p>Each account is judged twice: by the packs in use, and by those together with the packs to try. The latter are taken
 * to be known already, so that a pack can be tried before its time.
 */
public final class PreviewCount {
    private static final List<String> KINDS = List.of("observe", "step-up", "throttle", "deter", "withhold", "suspend");

    private final PolicyEngine before;
    private final PolicyEngine after;
    private final Instant effectiveAt;
    private final Instant knownAt;
    private final Map<String, Counter> rules = new LinkedHashMap<>();
    private final Map<String, long[]> changes = new LinkedHashMap<>();
    private final Map<String, Long> missing = new TreeMap<>();
    private long accounts;
    private long benignHit;

    private static final class Counter {
        private final Rule rule;
        private final PolicyPack pack;
        private final Map<Verdict, Long> matched = new EnumMap<>(Verdict.class);
        private long needsInfo;
        private long exempt;
        private long outranked;
        private long assumed;

        private Counter(PolicyPack pack, Rule rule) {
            this.pack = pack;
            this.rule = rule;
        }

        private void count(Finding finding, Verdict verdict) {
            switch (finding) {
                case Finding.Matched(List<String> unknown) -> {
                    matched.merge(verdict, 1L, Long::sum);
                    assumed += unknown.isEmpty() ? 0 : 1;
                }
                case Finding.NeedsInfo needs -> needsInfo++;
                case Finding.Exempt granted -> exempt++;
                case Finding.Outranked by -> outranked++;
                case Finding.NotMatched not -> {}
                case Finding.NotInForce not -> {}
            }
        }
    }

    /**
     * A count that has seen nobody.
     *
     * @param inUse packs in use today
     * @param tried packs to try; one with the id of a pack in use takes its place
     * @param effectiveAt when they are to hold
     */
    public PreviewCount(PackSet inUse, Collection<PolicyPack> tried, Instant effectiveAt) {
        Set<String> replaced = tried.stream().map(PolicyPack::id).collect(Collectors.toSet());
        List<PolicyPack> together = new ArrayList<>(tried);
        inUse.packs().stream()
                .filter(pack -> !replaced.contains(pack.id()) && !pack.knownAt().isAfter(effectiveAt))
                .forEach(together::add);
        this.before = new PolicyEngine(inUse);
        this.after = new PolicyEngine(PackSet.of(together));
        this.effectiveAt = effectiveAt;
        this.knownAt = tried.stream()
                .map(PolicyPack::knownAt)
                .filter(effectiveAt::isBefore)
                .max(Instant::compareTo)
                .orElse(effectiveAt);
        for (PolicyPack pack : tried) {
            pack.rules().forEach(rule -> rules.put(key(pack.name(), rule.id()), new Counter(pack, rule)));
        }
        KINDS.forEach(kind -> changes.put(kind, new long[4]));
    }

    private static String key(String pack, String rule) {
        return pack + "/" + rule;
    }

    /** Counts one account. */
    public void add(Verdict verdict, Facts facts) {
        accounts++;
        Set<String> had = kinds(before.decide(facts, effectiveAt, effectiveAt));
        Ruling ruling = after.decide(facts, effectiveAt, knownAt);
        Set<String> has = kinds(ruling);
        for (RuleOutcome outcome : ruling.outcomes()) {
            Counter counter = rules.get(key(outcome.pack() + "@" + outcome.version(), outcome.rule()));
            if (counter != null) {
                counter.count(outcome.finding(), verdict);
            }
        }
        changes.forEach((kind, counts) -> {
            counts[0] += had.contains(kind) ? 1 : 0;
            counts[1] += has.contains(kind) ? 1 : 0;
            counts[2] += has.contains(kind) && !had.contains(kind) ? 1 : 0;
            counts[3] += had.contains(kind) && !has.contains(kind) ? 1 : 0;
        });
        ruling.missing().forEach(fact -> missing.merge(fact, 1L, Long::sum));
        if (verdict != Verdict.DISTILLATION && has.stream().anyMatch(kind -> !kind.equals("observe"))) {
            benignHit++;
        }
    }

    private static Set<String> kinds(Ruling ruling) {
        return ruling.decisions().stream()
                .map(decision -> CountermeasureText.label(decision.countermeasure()))
                .collect(Collectors.toSet());
    }

    /** What was counted so far. */
    public Preview preview() {
        return new Preview(
                accounts,
                rules.values().stream().map(PreviewCount::count).toList(),
                changes.entrySet().stream()
                        .map(change -> change(change.getKey(), Objects.requireNonNull(change.getValue())))
                        .toList(),
                benignHit,
                missing);
    }

    private static Preview.RuleCount count(Counter counter) {
        return new Preview.RuleCount(
                counter.pack.name(),
                counter.rule.id(),
                counter.rule.then(),
                counter.pack.mode(),
                counter.rule.needsApproval(),
                counter.matched,
                counter.needsInfo,
                counter.exempt,
                counter.outranked,
                counter.assumed);
    }

    private static Preview.Change change(String kind, long[] counts) {
        return new Preview.Change(kind, counts[0], counts[1], counts[2], counts[3]);
    }
}
