// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
    private static final TestTraffic MIXED = new TestTraffic(1).everyday().campaign(50);
    private static final Assessment FOUND = MIXED.assessed();

    @Test
    void assess_campaignAmongEverydayUse_findsItAndAccusesNobodyElse() {
        Set<String> accused = having(FOUND, Verdict.DISTILLATION);
        Set<String> harvesters = MIXED.accounts("harvester");
        assertThat(accused).isSubsetOf(harvesters);
        assertThat(accused.size()).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * harvesters.size()));
    }

    @Test
    void assess_lookAlikes_haveVerdictsOfTheirOwn() {
        assertThat(having(FOUND, Verdict.ORGANISATION)).isEqualTo(MIXED.accounts("employee"));
        assertThat(having(FOUND, Verdict.RESELLER)).isEqualTo(MIXED.accounts("pool"));
        assertThat(having(FOUND, Verdict.EVALUATION)).isEqualTo(MIXED.accounts("lab"));
        assertThat(having(FOUND, Verdict.INSUFFICIENT)).isEqualTo(MIXED.accounts("quiet"));
        assertThat(having(FOUND, Verdict.CLEAR))
                .containsAll(MIXED.accounts("person"))
                .containsAll(MIXED.accounts("student"));
    }

    @Test
    void assess_anyAccount_isListedOnceInOrderWithScoreAndPValue() {
        assertThat(FOUND.accounts().stream().map(AccountAssessment::account).toList())
                .isSorted()
                .hasSameElementsAs(MIXED.accounts(""))
                .doesNotHaveDuplicates();
        assertThat(FOUND.accounts()).allSatisfy(account -> {
            assertThat(account.score().nats()).isFinite();
            assertThat(account.pValue().value()).isGreaterThan(0).isLessThanOrEqualTo(1);
        });
        assertThat(FOUND.exchanges()).isEqualTo(MIXED.exchanges().size());
        assertThat(FOUND.accounts().stream()
                        .mapToLong(AccountAssessment::exchanges)
                        .sum())
                .isEqualTo(FOUND.exchanges());
    }

    @Test
    void assess_harvesters_scoreAboveEveryPerson() {
        double leastHarvester = FOUND.accounts().stream()
                .filter(a -> a.account().startsWith("harvester"))
                .mapToDouble(a -> a.score().nats())
                .sorted()
                .skip(2)
                .findFirst()
                .orElseThrow();
        assertThat(FOUND.accounts())
                .filteredOn(a -> a.account().startsWith("person"))
                .allMatch(a -> a.score().nats() < leastHarvester);
    }

    @Test
    void assess_everyVerdictOfAGroup_namesACampaignThatListsTheAccount() {
        for (AccountAssessment account : FOUND.accounts()) {
            account.campaign().ifPresent(id -> {
                Campaign campaign = FOUND.campaigns().stream()
                        .filter(c -> c.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                assertThat(campaign.accounts()).contains(account.account());
                assertThat(campaign.verdict()).isEqualTo(account.verdict());
            });
            assertThat(account.campaign().isPresent())
                    .isEqualTo(account.verdict() != Verdict.CLEAR && account.verdict() != Verdict.INSUFFICIENT);
        }
        assertThat(FOUND.campaigns().stream().map(Campaign::id)).doesNotHaveDuplicates();
    }

    @Test
    void assess_campaign_isWrittenUpFromItsMembersTraffic() {
        Campaign campaign = FOUND.campaigns().getFirst();
        List<ExchangeDigest> theirs = MIXED.exchanges().stream()
                .filter(d -> campaign.accounts().contains(d.account()))
                .toList();
        assertThat(campaign.verdict()).isEqualTo(Verdict.DISTILLATION);
        assertThat(campaign.accounts()).isSorted();
        assertThat(campaign.exchanges()).isEqualTo(theirs.size());
        assertThat(campaign.tokensOut())
                .isEqualTo(theirs.stream().mapToLong(d -> d.outputTokens).sum());
        assertThat(campaign.firstSeen())
                .isEqualTo(theirs.stream()
                        .map(ExchangeDigest::time)
                        .min(java.util.Comparator.naturalOrder())
                        .orElseThrow());
        assertThat(campaign.timeline().stream()
                        .mapToLong(Campaign.HourCount::exchanges)
                        .sum())
                .isEqualTo(theirs.size());
        assertThat(campaign.timeline().stream().map(Campaign.HourCount::hour).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(campaign.links())
                .anyMatch(l -> l.kind().equals("payment"))
                .anyMatch(l -> l.label().equals("AS64999"));
        assertThat(campaign.links())
                .allSatisfy(link -> assertThat(link.accounts())
                        .hasSizeGreaterThan(1)
                        .allMatch(i -> i >= 0 && i < campaign.accounts().size()));
        assertThat(campaign.signals()).isNotEmpty();
    }

    @Test
    void assess_lanes_showTheBusiestOfEveryLinkedPartHourByHour() {
        Campaign campaign = FOUND.campaigns().getFirst();
        List<Integer> shown =
                campaign.lanes().stream().map(Campaign.Lane::account).toList();

        assertThat(shown).isSorted().doesNotHaveDuplicates();
        assertThat(shown)
                .hasSize(Math.min(Campaign.MOST_LANES, campaign.accounts().size()));
        for (Campaign.Lane lane : campaign.lanes()) {
            String account = campaign.accounts().get(lane.account());
            assertThat(lane.hours().stream()
                            .mapToLong(Campaign.HourCount::exchanges)
                            .sum())
                    .isEqualTo(MIXED.exchanges().stream()
                            .filter(d -> d.account().equals(account))
                            .count());
        }
        assertThat(campaign.links())
                .allSatisfy(link -> assertThat(link.accounts()).anyMatch(shown::contains));
    }

    @Test
    void assess_templates_holdOnlyPublicWordsAndGaps() {
        Set<String> known = new HashSet<>(PublicVocabulary.shipped().words());
        known.add("…");
        assertThat(FOUND.campaigns()).anyMatch(c -> !c.templates().isEmpty());
        for (Campaign campaign : FOUND.campaigns()) {
            for (Campaign.Template template : campaign.templates()) {
                assertThat(Arrays.asList(template.skeleton().split(" "))).isSubsetOf(known);
                assertThat(template.accounts()).isBetween(1, campaign.accounts().size());
                assertThat(template.exchanges()).isBetween(1L, campaign.exchanges());
            }
        }
        assertThat(FOUND.campaigns().getFirst().templates())
                .anyMatch(t -> t.skeleton().contains("chain of thought"))
                .noneMatch(t -> t.skeleton().contains("kowalczyk"));
    }

    @Test
    void assess_anyAccountWithEnoughTraffic_isExplainedForAndAgainst() {
        for (AccountAssessment account : FOUND.accounts()) {
            assertThat(account.signals()).isNotEmpty();
            assertThat(account.signals())
                    .isSortedAccordingTo(java.util.Comparator.comparingDouble(
                            (Signal s) -> -Math.abs(s.logOdds().nats())));
        }
        AccountAssessment person = named(FOUND, "person-003");
        assertThat(person.signals())
                .anyMatch(s -> s.channel() == Channel.MEMBERSHIP && s.logOdds().nats() < 0)
                .noneMatch(s -> s.summary().startsWith("its group"));
        AccountAssessment member =
                named(FOUND, FOUND.campaigns().getFirst().accounts().getFirst());
        assertThat(member.signals())
                .anyMatch(s -> s.channel() == Channel.MEMBERSHIP && s.logOdds().nats() > 0)
                .anyMatch(
                        s -> s.summary().startsWith("its group") && s.logOdds().nats() > 0)
                .anyMatch(s -> s.logOdds().nats() < 0);
        assertThat(member.missing()).isEmpty();
    }

    @Test
    void assess_sameAccounts_haveTheSameCampaignIdWhateverElseIsSeen() {
        String organisation = idOf(FOUND, Verdict.ORGANISATION);
        Assessment other = new TestTraffic(8).people(30).organisation(15).assessed();
        assertThat(idOf(other, Verdict.ORGANISATION)).isEqualTo(organisation);
        assertThat(idOf(new TestTraffic(8).people(30).organisation(14).assessed(), Verdict.ORGANISATION))
                .isNotEqualTo(organisation);
    }

    /** Who counts the requests, a gateway or a provider's log, is to decide nothing about anybody. */
    @Test
    void assess_sameExchangesUnderOtherIds_isTheSame() {
        List<ExchangeDigest> renamed = MIXED.exchanges().stream()
                .map(one -> new ExchangeDigest(
                        one.account,
                        one.organisation,
                        Hashing.mix(one.key),
                        one.identified,
                        one.time(),
                        one.prompt,
                        one.settings,
                        one.origin,
                        one.outputTokens))
                .toList();
        assertThat(new Detector(DetectorSettings.DEFAULTS).assess(TestExchange.summary(renamed), new TrafficSummary()))
                .isEqualTo(FOUND);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void assess_everydayUseOnly_accusesNobody(long seed) {
        Assessment assessment = new TestTraffic(seed).everyday().assessed();
        assertThat(having(assessment, Verdict.DISTILLATION)).isEmpty();
        assertThat(assessment.campaigns()).noneMatch(c -> c.verdict() == Verdict.DISTILLATION);
    }

    @Test
    void assess_withBaseline_calibratesOnItAndFindsTheSame() {
        TrafficSummary baseline = new TestTraffic(21).everyday().summary();
        Assessment assessment = new Detector(DetectorSettings.DEFAULTS).assess(MIXED.summary(), baseline);
        assertThat(assessment.accounts()).hasSameSizeAs(FOUND.accounts());
        assertThat(assessment.exchanges()).isEqualTo(FOUND.exchanges());
        assertThat(assessment.calibration().accounts()).isEqualTo(baseline.accounts());
        assertThat(assessment.calibration().source()).contains("baseline");
        assertThat(assessment.missing()).noneMatch(m -> m.reason().contains("no baseline"));
        assertThat(assessment.missing()).anyMatch(m -> m.reason().contains("cannot certify"));
        assertThat(FOUND.missing()).anyMatch(m -> m.reason().contains("no baseline"));
        Set<String> accused = having(assessment, Verdict.DISTILLATION);
        assertThat(accused).isSubsetOf(MIXED.accounts("harvester")).hasSizeGreaterThanOrEqualTo(48);
    }

    @Test
    void settings_impossibleFalsePositiveRate_isRefused() {
        assertThatThrownBy(() -> new DetectorSettings(new Probability(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    static Set<String> having(Assessment assessment, Verdict verdict) {
        return assessment.accounts().stream()
                .filter(a -> a.verdict() == verdict)
                .map(AccountAssessment::account)
                .collect(Collectors.toSet());
    }

    private static AccountAssessment named(Assessment assessment, String account) {
        return assessment.accounts().stream()
                .filter(a -> a.account().equals(account))
                .findFirst()
                .orElseThrow();
    }

    private static String idOf(Assessment assessment, Verdict verdict) {
        return assessment.campaigns().stream()
                .filter(c -> c.verdict() == verdict)
                .map(Campaign::id)
                .findFirst()
                .orElseThrow();
    }
}
