// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmedBenignTest {
    private static final Detector DETECTOR = new Detector(DetectorSettings.DEFAULTS);
    /** After the week of traffic, so that nothing in it is newer. */
    private static final Instant AFTERWARDS = TestExchange.START.plus(Duration.ofDays(9));

    private static final TestTraffic MIXED = new TestTraffic(1).everyday().campaign(60);
    private static final Assessment UNTOLD = MIXED.assessed();
    private static final Set<String> ACCUSED = DetectorTest.having(UNTOLD, Verdict.DISTILLATION);

    private static Assessment assessed(TestTraffic traffic, ConfirmedBenign confirmed) {
        return DETECTOR.assess(traffic.summary(), new TrafficSummary(), List.of(), Parallel.SEQUENTIAL, confirmed);
    }

    private static ConfirmedBenign found(Collection<String> accounts, Instant at) {
        Map<String, Instant> found = new HashMap<>();
        accounts.forEach(a -> found.put(a, at));
        return new ConfirmedBenign(found, ConfirmedBenign.USUALLY_LASTING);
    }

    private static Set<String> some(Collection<String> accounts, int count, long seed) {
        List<String> shuffled = new ArrayList<>(new TreeSet<>(accounts));
        Collections.shuffle(shuffled, new Random(seed));
        return new HashSet<>(shuffled.subList(0, count));
    }

    private static Map<String, AccountAssessment> byName(Assessment assessment) {
        Map<String, AccountAssessment> accounts = new HashMap<>();
        assessment.accounts().forEach(a -> accounts.put(a.account(), a));
        return accounts;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,5", "3,20", "4,29"})
    void assess_fewerThanHalfOfACampaignFoundBenign_changesNothingForAnybodyElse(long seed, int wrongly) {
        Set<String> covered = some(ACCUSED, wrongly, seed);
        Assessment told = assessed(MIXED, found(covered, AFTERWARDS));
        Map<String, AccountAssessment> before = byName(UNTOLD);
        for (AccountAssessment account : told.accounts()) {
            AccountAssessment untold = before.get(account.account());
            assertThat(account.score()).isEqualTo(untold.score());
            assertThat(account.pValue()).isEqualTo(untold.pValue());
            if (covered.contains(account.account())) {
                assertThat(account.verdict()).isEqualTo(Verdict.INSUFFICIENT);
                assertThat(account.campaign()).isEmpty();
                assertThat(account.missing()).anyMatch(m -> m.reason().contains("found this account benign on 2026-"));
            } else {
                assertThat(account.verdict()).isEqualTo(untold.verdict());
                assertThat(account.missing()).isEqualTo(untold.missing());
            }
        }
        assertThat(told.calibration()).isEqualTo(UNTOLD.calibration());
        assertThat(told.campaigns())
                .filteredOn(c -> c.verdict() == Verdict.DISTILLATION)
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.accounts()).hasSize(ACCUSED.size() - wrongly).doesNotContainAnyElementsOf(covered);
                    assertThat(c.missing()).anyMatch(m -> m.reason().contains("left out: " + wrongly));
                });
    }

    @ParameterizedTest
    @CsvSource({"5,35", "6,50", "7,60"})
    void assess_mostOfAGroupFoundBenign_countsAsOneMoreBenignAccountAtMost(long seed, int rightly) {
        Set<String> covered = some(MIXED.accounts("harvester"), rightly, seed);
        Assessment told = assessed(MIXED, found(covered, AFTERWARDS));
        int one = UNTOLD.calibration().accounts() + 1;
        assertThat(told.calibration().accounts()).isEqualTo(one);
        Map<String, AccountAssessment> before = byName(UNTOLD);
        for (AccountAssessment account : told.accounts()) {
            double moved = account.pValue().value()
                    - before.get(account.account()).pValue().value();
            assertThat(Math.abs(moved)).isLessThanOrEqualTo(1.0 / one);
        }
        assertThat(DetectorTest.having(told, Verdict.DISTILLATION)).doesNotContainAnyElementsOf(covered);
    }

    @Test
    void assess_oneCampaignFoundBenign_doesNotShelterAnother() {
        TestTraffic two = new TestTraffic(3).everyday().campaign(40).dilutedCampaign(40, 1);
        Assessment untold = two.assessed();
        Set<String> diluted = DetectorTest.having(untold, Verdict.DISTILLATION);
        diluted.retainAll(two.accounts("diluted"));
        Assessment told = assessed(two, found(some(two.accounts("harvester"), 15, 4), AFTERWARDS));
        assertThat(DetectorTest.having(told, Verdict.DISTILLATION)).containsAll(diluted);
    }

    @Test
    void assess_everybodyFoundBenign_accusesNobody() {
        Assessment told = assessed(MIXED, found(MIXED.accounts(""), AFTERWARDS));
        assertThat(told.campaigns())
                .noneMatch(c -> c.verdict() == Verdict.DISTILLATION || c.verdict() == Verdict.INSUFFICIENT);
        assertThat(told.accounts()).hasSameSizeAs(UNTOLD.accounts());
    }

    @Test
    void assess_innocentAndUnknownAccountsFoundBenign_changesNothing() {
        Set<String> harmless = new HashSet<>(MIXED.accounts("person"));
        harmless.addAll(MIXED.accounts("student"));
        harmless.add("never-seen");
        assertThat(assessed(MIXED, found(harmless, AFTERWARDS))).isEqualTo(UNTOLD);
        assertThat(assessed(MIXED, ConfirmedBenign.NONE)).isEqualTo(UNTOLD);
    }

    @Test
    void assess_findingOlderThanItLasts_countsNoMoreAndSaysSo() {
        String account = ACCUSED.iterator().next();
        Instant end = MIXED.summary().span().orElseThrow().until();
        Duration lasting = Duration.ofDays(30);
        Assessment ended = assessed(MIXED, new ConfirmedBenign(Map.of(account, end.minus(lasting)), lasting));
        assertThat(byName(ended).get(account).verdict()).isEqualTo(Verdict.DISTILLATION);
        assertThat(byName(ended).get(account).missing())
                .anyMatch(m -> m.reason().contains("counts like any other again"));
        Assessment holding = assessed(
                MIXED, new ConfirmedBenign(Map.of(account, end.minus(lasting).plusMillis(1)), lasting));
        assertThat(byName(holding).get(account).verdict()).isEqualTo(Verdict.INSUFFICIENT);
    }

    @Test
    void assess_accountThatHarvestsOnlySinceTheFinding_isAccusedAgain() {
        TestTraffic traffic = new TestTraffic(6).everyday().turncoats(60);
        Instant middle = TestExchange.START.plus(Duration.ofHours(84));
        Set<String> turned = some(DetectorTest.having(traffic.assessed(), Verdict.DISTILLATION), 5, 6);
        assertThat(turned).allMatch(a -> a.startsWith("turncoat"));
        Map<String, AccountAssessment> told = byName(assessed(traffic, found(turned, middle)));
        assertThat(turned).allSatisfy(a -> {
            assertThat(told.get(a).verdict()).isEqualTo(Verdict.DISTILLATION);
            assertThat(told.get(a).missing()).anyMatch(m -> m.reason().contains("other things since"));
        });
        Map<String, AccountAssessment> later = byName(assessed(traffic, found(turned, AFTERWARDS)));
        assertThat(turned).allSatisfy(a -> assertThat(later.get(a).verdict()).isEqualTo(Verdict.INSUFFICIENT));
    }

    @Test
    void assess_accountThatGoesOnAsBeforeTheFinding_isNotAccused() {
        Set<String> covered = some(ACCUSED, 10, 6);
        Map<String, AccountAssessment> told =
                byName(assessed(MIXED, found(covered, TestExchange.START.plus(Duration.ofHours(84)))));
        assertThat(covered).allSatisfy(a -> assertThat(told.get(a).verdict()).isEqualTo(Verdict.INSUFFICIENT));
    }

    @Test
    void assess_shorterWindows_accuseNobodyFoundBenign() {
        TestTraffic traffic = new TestTraffic(9).people(420).campaign(60);
        Window half = new Window(TestExchange.START, TestExchange.START.plus(Duration.ofHours(84)));
        Set<String> covered = some(traffic.accounts("harvester"), 10, 9);
        Assessment told = DETECTOR.assess(
                traffic.summary(),
                new TrafficSummary(),
                List.of(half),
                Parallel.SEQUENTIAL,
                found(covered, AFTERWARDS));
        Set<String> accused = DetectorTest.having(told, Verdict.DISTILLATION);
        assertThat(accused).doesNotContainAnyElementsOf(covered).hasSizeGreaterThanOrEqualTo(48);
    }

    @Test
    void new_noTime_isRefused() {
        assertThatThrownBy(() -> new ConfirmedBenign(Map.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above zero");
    }

    @Test
    void assess_timesAtTheEndsOfTheCalendar_areTakenAsTheyAre() {
        List<String> two = List.copyOf(some(ACCUSED, 2, 1));
        ConfirmedBenign extreme = new ConfirmedBenign(
                Map.of(two.get(0), Instant.MAX, two.get(1), Instant.MIN), Duration.ofDays(1_000_000));
        Map<String, AccountAssessment> told = byName(assessed(MIXED, extreme));
        assertThat(told.get(two.get(0)).verdict()).isEqualTo(Verdict.INSUFFICIENT);
        assertThat(told.get(two.get(1)).verdict()).isEqualTo(Verdict.DISTILLATION);
    }
}
