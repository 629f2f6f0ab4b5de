// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.policy.RuleOutcome.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges facts by packs.
 *
 * <p>Within a pack, of the rules that hold and call for the same kind of countermeasure, the one of highest priority
 * counts; different kinds add up. Packs do not outrank each other: what any of them calls for stands. A pure function of
 * packs, facts and both times, without a clock. Immutable and thread-safe; a decision takes some microseconds a rule.
 */
public final class PolicyEngine {
    private static final Comparator<Considered> HIGHEST_FIRST = Comparator.comparingInt(
                    (Considered considered) -> considered.rule().priority())
            .reversed()
            .thenComparing(considered -> considered.pack().id())
            .thenComparing(considered -> considered.rule().id());

    private final PackSet packs;

    public PolicyEngine(PackSet packs) {
        this.packs = packs;
    }

    private record Considered(PolicyPack pack, Rule rule, Finding finding) {}

    /** What is to be done from now on, by what is known now. */
    public Ruling decide(Facts facts, Instant now) {
        return decide(facts, now, now);
    }

    /**
     * What is, or was, to be done.
     *
     * @param effectiveAt when it is to hold: windows of packs are looked up then
     * @param knownAt of each pack, the latest version known by then counts
     */
    public Ruling decide(Facts facts, Instant effectiveAt, Instant knownAt) {
        List<Considered> considered = new ArrayList<>();
        for (PackSet.Applicable applicable : packs.at(effectiveAt, knownAt)) {
            PolicyPack pack = applicable.pack();
            if (applicable.applies()) {
                considered.addAll(judged(pack, facts));
            } else {
                pack.rules()
                        .forEach(rule ->
                                considered.add(new Considered(pack, rule, new Finding.NotInForce(applicable.why()))));
            }
        }
        considered.sort(HIGHEST_FIRST);
        String hash = facts.hash();
        return new Ruling(
                hash,
                effectiveAt,
                knownAt,
                considered.stream().map(PolicyEngine::outcome).toList(),
                decisions(considered, PackMode.ENFORCE, hash, effectiveAt),
                decisions(considered, PackMode.WARN, hash, effectiveAt));
    }

    private static List<Considered> judged(PolicyPack pack, Facts facts) {
        Map<String, Rule> winners = new HashMap<>();
        List<Considered> judged = new ArrayList<>();
        for (Rule rule : pack.rules()) {
            Finding finding = finding(pack, rule, facts);
            if (finding instanceof Finding.Matched) {
                Rule winner = winners.putIfAbsent(CountermeasureText.kind(rule.then()), rule);
                finding = winner == null ? finding : new Finding.Outranked(winner.id());
            }
            judged.add(new Considered(pack, rule, finding));
        }
        return judged;
    }

    private static Finding finding(PolicyPack pack, Rule rule, Facts facts) {
        Finding before = switch (rule.when().ask(facts)) {
            case Answer.No no -> new Finding.NotMatched();
            case Answer.Yes yes -> new Finding.Matched(List.of());
            case Answer.Unknown(List<String> missing) -> unknown(rule, missing);
        };
        return before instanceof Finding.Matched matched ? exempted(pack, rule, facts, matched) : before;
    }

    private static Finding unknown(Rule rule, List<String> missing) {
        return rule.appliesWhenUnknown() ? new Finding.Matched(missing) : new Finding.NeedsInfo(missing);
    }

    private static Finding exempted(PolicyPack pack, Rule rule, Facts facts, Finding.Matched matched) {
        List<String> missing = new ArrayList<>();
        for (Exemption exemption : pack.exemptions()) {
            if (exemption.covers(rule)) {
                switch (exemption.when().ask(facts)) {
                    case Answer.Yes yes -> {
                        return new Finding.Exempt(exemption.id(), exemption.reason());
                    }
                    case Answer.No no -> {}
                    case Answer.Unknown unknown -> missing.addAll(unknown.missing());
                }
            }
        }
        return missing.isEmpty()
                ? matched
                : unknown(rule, missing.stream().distinct().sorted().toList());
    }

    private static RuleOutcome outcome(Considered considered) {
        PolicyPack pack = considered.pack();
        Rule rule = considered.rule();
        return new RuleOutcome(
                pack.id(),
                pack.version().toString(),
                pack.sha256(),
                pack.mode(),
                rule.id(),
                rule.priority(),
                rule.then(),
                rule.citation(),
                considered.finding());
    }

    private static List<Decision> decisions(
            List<Considered> considered, PackMode mode, String factsHash, Instant decidedAt) {
        return considered.stream()
                .filter(c -> c.pack().mode() == mode && c.finding() instanceof Finding.Matched)
                .map(c -> new Decision(
                        c.pack().id(),
                        c.pack().version().toString(),
                        c.rule().id(),
                        c.rule().then(),
                        lasting(c, decidedAt),
                        c.rule().needsApproval(),
                        c.rule().reason(),
                        factsHash,
                        decidedAt))
                .toList();
    }

    /** What a pack calls for ends with it: a rule that was suspended or lifted has nobody cut off. */
    private static Duration lasting(Considered considered, Instant from) {
        Duration lasting = considered.rule().lasting();
        Instant end = considered.pack().appliesUntil(from);
        return end.isBefore(from.plus(lasting)) ? Duration.between(from, end) : lasting;
    }
}
