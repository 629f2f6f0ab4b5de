// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.KNOWN;
import static dev.stillwatch.policy.Packs.account;
import static dev.stillwatch.policy.Packs.campaign;
import static dev.stillwatch.policy.Packs.decide;
import static dev.stillwatch.policy.Packs.decided;
import static dev.stillwatch.policy.Packs.labels;
import static dev.stillwatch.policy.Packs.rule;
import static dev.stillwatch.policy.Packs.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.RuleOutcome.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyEngineTest {
    private static final String THROTTLE = "{throttle: {requests: %d, per: 1m}}";

    @Test
    void decide_ruleHolds_givesItsDecision() {
        Facts facts = campaign("distillation", 9);

        Ruling ruling = decide(facts, rules(rule("watch", "has_campaign && campaign.score > 5.0")));

        assertThat(ruling.decisions())
                .containsExactly(new Decision(
                        "pack",
                        "1.0.0",
                        "watch",
                        new Countermeasure.Observe(),
                        Duration.ofDays(7),
                        false,
                        "Usage is reviewed.",
                        facts.hash(),
                        KNOWN));
    }

    @Test
    void decide_everyRule_isInTheTraceHighestPriorityFirst() {
        Ruling ruling = decide(
                campaign("distillation", 9),
                rules(
                        rule("low", -5, "true", "observe"),
                        rule("high", 50, "has_account && account.id == 'x'", "observe"),
                        rule("middle", 7, "has_campaign && campaign.p_value < 0.1", "suspend")));

        assertThat(labels(ruling)).containsExactly("high not-matched", "middle needs-info", "low matched");
        assertThat(ruling.missing()).containsExactly("campaign.p_value");
        assertThat(decided(ruling)).containsExactly("low");
    }

    @Test
    void decide_sameKind_highestPriorityWinsAndOtherKindsAddUp() {
        Ruling ruling = decide(
                campaign("distillation", 9),
                rules(
                        rule("slow", 1, "true", THROTTLE.formatted(60)),
                        rule("slower", 2, "true", THROTTLE.formatted(6)),
                        rule("watch", 0, "true", "observe")));

        assertThat(decided(ruling)).containsExactly("slower", "watch");
        assertThat(ruling.outcomes().get(1).finding()).isEqualTo(new Finding.Outranked("slower"));
    }

    @Test
    void decide_differentModelsWithheld_allStand() {
        Ruling ruling = decide(
                account(),
                rules(
                        rule("a", 1, "true", "{withhold: {models: [m1, m2]}}"),
                        rule("b", 1, "true", "{withhold: {models: [m3]}}"),
                        rule("c", 0, "true", "{withhold: {models: [m2, m1]}}")));

        assertThat(labels(ruling)).containsExactly("a matched", "b matched", "c outranked");
    }

    @Test
    void decide_twoPacks_doNotOutrankEachOther() {
        PolicyPack other =
                Packs.parse(Packs.yaml("other", "1.0.0", "rules:\n" + rule("slow", 9, "true", THROTTLE.formatted(1))));

        Ruling ruling = decide(account(), rules(rule("mine", 1, "true", THROTTLE.formatted(60))), other);

        assertThat(decided(ruling)).containsExactly("slow", "mine");
    }

    @Test
    void decide_samePriority_isOrderedByName() {
        assertThat(labels(decide(account(), rules(rule("b", "false"), rule("a", "false")))))
                .containsExactly("a not-matched", "b not-matched");
    }

    @Test
    void decide_exemption_takesTheDecisionAway() {
        PolicyPack pack = Packs.pack("rules:\n" + rule("one", "true") + rule("two", 0, "true", "suspend") + """
                exemptions:
                  - id: partner
                    rules: [two]
                    when: has_account && account.attributes[?"partner"].orValue("") == "yes"
                    reason: A contract.
                """);

        assertThat(labels(decide(account("partner", "yes"), pack))).containsExactly("one matched", "two exempt");
        assertThat(labels(decide(account("partner", "no"), pack))).containsExactly("one matched", "two matched");
        assertThat(decide(account("partner", "yes"), pack).outcomes().getLast().finding())
                .isEqualTo(new Finding.Exempt("partner", "A contract."));
    }

    @Test
    void decide_exemptionNotKnown_asksInsteadOfActing() {
        PolicyPack pack = Packs.pack("rules:\n" + rule("one", "true") + """
                exemptions:
                  - id: partner
                    when: has_account && account.attributes["partner"] == "yes"
                    reason: A contract.
                """);

        assertThat(decide(account(), pack).outcomes().getFirst().finding())
                .isEqualTo(new Finding.NeedsInfo(List.of("account.attributes.partner")));
    }

    @Test
    void decide_unknownIsSaidToApply_appliesAndNamesWhatWasUnknown() {
        PolicyPack pack = rules(rule("foreign", "has_account && account.attributes['person_status'] != 'us-person'")
                .replace("    lasting", "    when-unknown: apply\n    lasting"));

        assertThat(decide(account(), pack).outcomes().getFirst().finding())
                .isEqualTo(new Finding.Matched(List.of("account.attributes.person_status")));
        assertThat(decided(decide(account(), pack))).containsExactly("foreign");
        assertThat(decided(decide(account("person_status", "us-person"), pack))).isEmpty();
    }

    @Test
    void decide_packThatOnlyWarnsOrAssesses_decidesNothing() {
        PolicyPack warns = Packs.parse(
                Packs.yaml("a", "1.0.0", "rules:\n" + rule("w", "true")).replace("mode: enforce", "mode: warn"));
        PolicyPack assesses = Packs.parse(
                Packs.yaml("b", "1.0.0", "rules:\n" + rule("s", "true")).replace("mode: enforce", "mode: assess"));

        Ruling ruling = decide(account(), warns, assesses);

        assertThat(ruling.decisions()).isEmpty();
        assertThat(ruling.warnings()).extracting(Decision::rule).containsExactly("w");
        assertThat(labels(ruling)).containsExactly("w matched", "s matched");
    }

    @Test
    void decide_suspension_needsApprovalUnlessThePackSaysOtherwise() {
        assertThat(decide(account(), rules(rule("a", 0, "true", "suspend")))
                        .decisions()
                        .getFirst()
                        .needsApproval())
                .isTrue();
        assertThat(decide(
                                account(),
                                rules(rule("a", 0, "true", "suspend")
                                        .replace("    lasting", "    approval: none\n    lasting")))
                        .decisions()
                        .getFirst()
                        .needsApproval())
                .isFalse();
        assertThat(decide(
                                account(),
                                rules(rule("a", 0, "true", "observe")
                                        .replace("    lasting", "    approval: required\n    lasting")))
                        .decisions()
                        .getFirst()
                        .needsApproval())
                .isTrue();
    }

    @Test
    void decide_noPacks_decidesNothing() {
        assertThat(decide(account()).outcomes()).isEmpty();
    }
}
