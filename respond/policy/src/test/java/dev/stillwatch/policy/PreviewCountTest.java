// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreviewCountTest {
    private static final String SURE = "has_campaign && campaign.score > 5.0";

    private static Facts member(double score) {
        return Facts.builder().set(Fact.CAMPAIGN_SCORE, score).account("a").build();
    }

    private static Preview.Change change(Preview preview, String countermeasure) {
        return preview.changes().stream()
                .filter(change -> change.countermeasure().equals(countermeasure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void add_newPack_countsByRuleAndVerdict() {
        PreviewCount count = new PreviewCount(
                PackSet.EMPTY,
                List.of(Packs.rules(rule("cut", 1, SURE, "suspend"), rule("watch", "true"))),
                Packs.KNOWN);

        count.add(Verdict.DISTILLATION, member(9));
        count.add(Verdict.RESELLER, member(8));
        count.add(Verdict.CLEAR, Packs.account());

        Preview preview = count.preview();
        assertThat(preview.accounts()).isEqualTo(3);
        assertThat(preview.benignHit()).isEqualTo(1);
        assertThat(preview.rules().getFirst().matched())
                .isEqualTo(Map.of(Verdict.DISTILLATION, 1L, Verdict.RESELLER, 1L));
        assertThat(preview.rules().getLast().total()).isEqualTo(3);
        assertThat(change(preview, "suspend")).isEqualTo(new Preview.Change("suspend", 0, 2, 2, 0));
        assertThat(change(preview, "observe")).isEqualTo(new Preview.Change("observe", 0, 3, 3, 0));
    }

    @Test
    void add_newerVersion_takesThePlaceOfTheOneInUse() {
        PolicyPack inUse = Packs.rules(rule("cut", 1, SURE, "suspend"));
        PolicyPack milder = Packs.parse(Packs.yaml(
                        "pack",
                        "2.0.0",
                        "rules:\n" + rule("cut", 1, "has_campaign && campaign.score > 8.5", "suspend")
                                + rule("slow", 1, SURE, "{throttle: {requests: 1, per: 1s}}"))
                .replace("known-at: 2026-06-01", "known-at: 2030-01-01"));
        PreviewCount count = new PreviewCount(PackSet.of(List.of(inUse)), List.of(milder), Packs.KNOWN);

        count.add(Verdict.DISTILLATION, member(9));
        count.add(Verdict.DISTILLATION, member(8));

        assertThat(change(count.preview(), "suspend")).isEqualTo(new Preview.Change("suspend", 2, 1, 0, 1));
        assertThat(change(count.preview(), "throttle")).isEqualTo(new Preview.Change("throttle", 0, 2, 2, 0));
    }

    @Test
    void add_packInUseThatIsNotKnownYet_countsForNeither() {
        PolicyPack later = Packs.parse(Packs.yaml("later", "1.0.0", "rules:\n" + rule("cut", 1, "true", "suspend"))
                .replace("known-at: 2026-06-01", "known-at: 2026-07-01"));
        PolicyPack tried = Packs.parse(Packs.yaml("tried", "1.0.0", "rules:\n" + rule("watch", "true"))
                .replace("known-at: 2026-06-01", "known-at: 2026-08-01"));
        PreviewCount count = new PreviewCount(PackSet.of(List.of(later)), List.of(tried), Packs.KNOWN);

        count.add(Verdict.CLEAR, Packs.account());

        assertThat(change(count.preview(), "suspend")).isEqualTo(new Preview.Change("suspend", 0, 0, 0, 0));
        assertThat(change(count.preview(), "observe")).isEqualTo(new Preview.Change("observe", 0, 1, 1, 0));
    }

    @Test
    void add_unknownFacts_areCountedByName() {
        PreviewCount count = new PreviewCount(
                PackSet.EMPTY,
                List.of(Packs.rules(rule("person", "has_account && account.attributes['person_status'] == 'foreign'"))),
                Packs.KNOWN);

        count.add(Verdict.CLEAR, Packs.account());
        count.add(Verdict.CLEAR, Packs.account("person_status", "us-person"));

        assertThat(count.preview().missing()).isEqualTo(Map.of("account.attributes.person_status", 1L));
        assertThat(count.preview().rules().getFirst().needsInfo()).isEqualTo(1);
    }

    @Test
    void add_packThatOnlyWarns_touchesNobody() {
        PolicyPack warns = Packs.parse(Packs.yaml("pack", "1.0.0", "rules:\n" + rule("cut", 1, "true", "suspend"))
                .replace("mode: enforce", "mode: warn"));
        PreviewCount count = new PreviewCount(PackSet.EMPTY, List.of(warns), Packs.KNOWN);

        count.add(Verdict.CLEAR, Packs.account());

        assertThat(count.preview().benignHit()).isZero();
        assertThat(count.preview().rules().getFirst().total()).isEqualTo(1);
    }
}
