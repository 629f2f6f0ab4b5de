// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadDetectorTest {
    private static final TestTraffic MIXED =
            new TestTraffic(5).everyday().people(400).campaign(120);
    private static final Assessment TOGETHER = MIXED.assessed();
    private static final Assessment SPREAD = spread(4, MIXED, ConfirmedBenign.NONE);

    /** Of some hundred accounts a sample of 40,000 would be all. */
    private static Assessment spread(int parts, TestTraffic traffic, ConfirmedBenign confirmed) {
        return new SpreadDetector(inParts(new Parts(parts, 100)))
                .assess(traffic.summary(), Parallel.SEQUENTIAL, confirmed);
    }

    private static DetectorSettings inParts(Parts parts) {
        return new DetectorSettings(DetectorSettings.DEFAULTS.falsePositiveRate(), parts);
    }

    private static Set<String> accused(Assessment assessment) {
        return assessment.accounts().stream()
                .filter(a -> a.verdict() == Verdict.DISTILLATION)
                .map(AccountAssessment::account)
                .collect(Collectors.toSet());
    }

    @Test
    void assess_campaignAcrossParts_isOneCampaignAndNobodyElseIsAccused() {
        assertThat(SPREAD.campaigns().stream().filter(c -> c.verdict() == Verdict.DISTILLATION))
                .hasSize(1);
        assertThat(accused(SPREAD)).isSubsetOf(MIXED.accounts("harvester")).hasSizeGreaterThan(110);
    }

    @Test
    void assess_anyParts_listsEveryAccountOnceInOrder() {
        assertThat(SPREAD.accounts())
                .extracting(AccountAssessment::account)
                .isEqualTo(TOGETHER.accounts().stream()
                        .map(AccountAssessment::account)
                        .toList());
        assertThat(SPREAD.exchanges()).isEqualTo(TOGETHER.exchanges());
    }

    @Test
    void assess_onePart_isTheDetectorsOwn() {
        assertThat(new SpreadDetector(inParts(Parts.ONE))
                        .assess(MIXED.summary(), Parallel.SEQUENTIAL, ConfirmedBenign.NONE))
                .isEqualTo(TOGETHER);
    }

    @Test
    void assess_noMoreAccountsThanAreSampled_isTheDetectorsOwn() {
        assertThat(new Detector(inParts(Parts.of(4))).assess(MIXED.summary(), new TrafficSummary()))
                .isEqualTo(TOGETHER);
    }

    @Test
    void assess_everydayUseInParts_accusesNobody() {
        assertThat(accused(spread(3, new TestTraffic(6).everyday().people(300), ConfirmedBenign.NONE)))
                .isEmpty();
    }

    @Test
    void assess_morePartsThanAccounts_isStillWhole() {
        assertThat(spread(64, new TestTraffic(7).people(10), ConfirmedBenign.NONE)
                        .accounts())
                .hasSize(10);
        assertThat(spread(64, new TestTraffic(7), ConfirmedBenign.NONE).accounts())
                .isEmpty();
    }

    @Test
    void assess_whomPeopleFoundBenign_isNotAccusedInParts() {
        String spared = accused(SPREAD).iterator().next();
        ConfirmedBenign confirmed = new ConfirmedBenign(
                Map.of(spared, TestExchange.START.plus(Duration.ofDays(9))), ConfirmedBenign.USUALLY_LASTING);
        assertThat(accused(spread(4, MIXED, confirmed))).doesNotContain(spared).hasSizeGreaterThan(100);
    }

    @Test
    void screen_part_passesOnGroupsWholeOrganisationsAndASampleOfEverybody() {
        SpreadDetector detector = new SpreadDetector(inParts(new Parts(2, 50)));
        TestTraffic traffic = new TestTraffic(8).organisation(12).people(200).campaign(40);
        Screening screening = detector.screen(traffic.summary(), Parallel.SEQUENTIAL, ConfirmedBenign.NONE);
        Set<String> seen = new HashSet<>(screening.passedOn());
        screening.judged().forEach(a -> {
            assertThat(seen.add(a.account())).isTrue();
            assertThat(a.campaign()).isEmpty();
        });
        assertThat(seen).hasSize(252);
        assertThat(screening.passedOn()).containsAll(traffic.accounts("harvester"));
        assertThat(traffic.accounts("employee").stream()
                        .map(screening.passedOn()::contains)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void screen_mostAccounts_areNotPassedOn() {
        Screening screening = new SpreadDetector(inParts(new Parts(2, 20)))
                .screen(new TestTraffic(9).people(500).summary(), Parallel.SEQUENTIAL, ConfirmedBenign.NONE);
        assertThat(screening.judged()).hasSizeGreaterThan(450);
        assertThat(screening.exchanges())
                .isEqualTo(screening.judged().stream()
                        .mapToLong(AccountAssessment::exchanges)
                        .sum());
    }

    @Test
    void partOf_accounts_spreadsEvenlyAndKeepsAnOrganisationTogether() {
        int[] counts = new int[8];
        IntStream.range(0, 8_000).forEach(i -> counts[SpreadDetector.partOf("account-" + i, Optional.empty(), 8)]++);
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 850 && count < 1_150);
        assertThat(IntStream.range(0, 100)
                        .map(i -> SpreadDetector.partOf("account-" + i, Optional.of("employer"), 8))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void assess_partsWithBaselineOrWindows_isRefused() {
        Detector detector = new Detector(inParts(Parts.of(2)));
        assertThatThrownBy(() -> detector.assess(MIXED.summary(), MIXED.summary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without baseline");
        assertThatThrownBy(() -> Parts.of(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
