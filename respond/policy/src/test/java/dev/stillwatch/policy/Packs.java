// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Packs for tests, as short as they can be. */
final class Packs {
    static final Instant KNOWN = Instant.parse("2026-06-01T00:00:00Z");

    private Packs() {}

    /** The head of a pack that applies from 2026-06-01 on, and what follows it. */
    static String yaml(String id, String version, String rest) {
        return """
                id: %s
                version: %s
                title: A pack
                issuer: the operator
                status: in-force
                known-at: 2026-06-01
                mode: enforce
                %s""".formatted(id, version, rest);
    }

    static PolicyPack pack(String rest) {
        return parse(yaml("pack", "1.0.0", rest));
    }

    static PolicyPack parse(String yaml) {
        return PolicyPack.parse("pack.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** A rule that observes. */
    static String rule(String id, String when) {
        return rule(id, 0, when, "observe");
    }

    static String rule(String id, int priority, String when, String then) {
        return """
                  - id: %s
                    priority: %d
                    when: >-
                      %s
                    then: %s
                    lasting: 7d
                    reason: Usage is reviewed.
                """.formatted(id, priority, when, then);
    }

    static PolicyPack rules(String... rules) {
        return pack("rules:\n" + String.join("", rules));
    }

    /** What one rule with a condition says about facts. */
    static RuleOutcome.Finding finding(String when, Facts facts) {
        return decide(facts, rules(rule("r", when))).outcomes().getFirst().finding();
    }

    static Ruling decide(Facts facts, PolicyPack... packs) {
        return new PolicyEngine(PackSet.of(List.of(packs))).decide(facts, KNOWN);
    }

    static List<String> decided(Ruling ruling) {
        return ruling.decisions().stream().map(Decision::rule).toList();
    }

    static Facts campaign(String verdict, double score) {
        return Facts.builder()
                .set(Fact.CAMPAIGN_VERDICT, verdict)
                .set(Fact.CAMPAIGN_SCORE, score)
                .build();
    }

    static Facts account(String... namesAndValues) {
        Facts.Builder facts = Facts.builder().account("a1");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.attribute(namesAndValues[i], namesAndValues[i + 1], "passport");
        }
        return facts.build();
    }

    static List<String> labels(Ruling ruling) {
        return ruling.outcomes().stream()
                .map(outcome -> outcome.rule() + " " + outcome.finding().label())
                .toList();
    }
}
