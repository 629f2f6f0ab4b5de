// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftJudgeTest {
    /** A week of people with interests of their own, the same people for every seed. */
    private static List<ExchangeDigest> week(int people, int newTopic, int perPerson, int laterHours, long seed) {
        TestWords words = new TestWords(new SplittableRandom(99));
        SplittableRandom random = new SplittableRandom(seed);
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            int count = perPerson / 2 + random.nextInt(perPerson);
            for (int n = 0; n < count; n++) {
                boolean fashion = newTopic > 0 && random.nextInt(100) < newTopic;
                // Some never sleep, so that the traffic spans its days whole.
                int hour = p < 15 ? random.nextInt(24) : Math.floorMod(9 + p % 12 + laterHours + random.nextInt(3), 24);
                long second = (seed * 10 + random.nextInt(7)) * 86_400L + hour * 3_600L + random.nextInt(3_600);
                exchanges.add(TestExchange.of(String.format("p%04d", p))
                        .id(seed + "/" + p + "/" + n)
                        .says(fashion ? words.harvest(7) : words.chat(p % 40))
                        .second(second)
                        .digest());
            }
        }
        return exchanges;
    }

    private static BaselineDrift drift(List<ExchangeDigest> then, List<ExchangeDigest> now) {
        Population population = Population.of(TestExchange.summary(now), TestExchange.summary(then));
        ContentSpace space = ContentSpace.fit(population.all());
        return new DriftJudge(population, space).compare(new BitSet());
    }

    private static boolean moved(BaselineDrift drift, String trait) {
        return drift.changes().stream().anyMatch(c -> c.trait().equals(trait) && c.moved());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6})
    void compare_twoWeeksOfTheSamePeople_haveNotMoved(long seed) {
        BaselineDrift drift = drift(week(150, 0, 20, 0, 1), week(150, 0, 20, 0, seed));
        assertThat(drift.customers()).isEqualTo(150);
        assertThat(drift.changes()).hasSize(4);
        assertThat(drift.moved()).isFalse();
    }

    @Test
    void compare_everybodyTakesUpANewSubject_contentHasMoved() {
        BaselineDrift drift = drift(week(150, 0, 20, 0, 1), week(150, 40, 20, 0, 2));
        assertThat(moved(drift, "content")).isTrue();
        assertThat(moved(drift, "volume")).isFalse();
        assertThat(moved(drift, "timing")).isFalse();
    }

    @Test
    void compare_everybodyDoublesTheirUse_onlyVolumeHasMoved() {
        BaselineDrift drift = drift(week(150, 0, 20, 0, 1), week(150, 0, 40, 0, 2));
        assertThat(moved(drift, "volume")).isTrue();
        assertThat(moved(drift, "content")).isFalse();
    }

    @Test
    void compare_everybodyWorksLater_onlyTimingHasMoved() {
        BaselineDrift drift = drift(week(150, 0, 20, 0, 1), week(150, 0, 20, 6, 2));
        assertThat(moved(drift, "timing")).isTrue();
        assertThat(moved(drift, "volume")).isFalse();
    }

    @Test
    void compare_shorterStretchOfTheSamePeople_hasNotMoved() {
        List<ExchangeDigest> day = week(150, 0, 80, 0, 2).stream()
                .filter(e -> e.time().isBefore(TestExchange.START.plus(Duration.ofDays(22))))
                .toList();
        assertThat(drift(week(150, 0, 80, 0, 1), day).moved()).isFalse();
    }

    @Test
    void assess_campaignOfNewAccounts_isNoDriftOfTheOthers() {
        TrafficSummary then = new TestTraffic(7).everyday().summary();
        Assessment quiet = new Detector(DetectorSettings.DEFAULTS)
                .assess(new TestTraffic(7).everyday().summary(), then);
        Assessment harvested = new Detector(DetectorSettings.DEFAULTS)
                .assess(new TestTraffic(7).everyday().campaign(60).summary(), then);
        assertThat(quiet.calibration().drift().moved()).isFalse();
        assertThat(harvested.calibration().drift().customers()).isGreaterThan(100);
        assertThat(harvested.calibration().drift().moved()).isFalse();
        assertThat(harvested.campaigns()).anyMatch(c -> c.verdict() == Verdict.DISTILLATION);
    }

    @Test
    void compare_suspectsMovedTogether_bearNoWitness() {
        List<ExchangeDigest> then = week(150, 0, 20, 0, 1);
        List<ExchangeDigest> now = new ArrayList<>(week(150, 0, 20, 0, 2));
        List<ExchangeDigest> turned = week(60, 90, 20, 0, 3);
        now.addAll(turned);
        Population population = Population.of(TestExchange.summary(now), TestExchange.summary(then));
        BitSet suspects = new BitSet();
        suspects.set(0, 60);
        DriftJudge judge = new DriftJudge(population, ContentSpace.fit(population.all()));
        assertThat(moved(judge.compare(new BitSet()), "content")).isTrue();
        assertThat(judge.compare(suspects).customers()).isEqualTo(90);
        assertThat(moved(judge.compare(suspects), "content")).isFalse();
    }

    @Test
    void compare_hardlyAnyoneInBoth_saysSoAndClaimsNothing() {
        BaselineDrift drift = drift(week(10, 0, 20, 0, 1), week(60, 50, 20, 0, 2));
        assertThat(drift.customers()).isEqualTo(10);
        assertThat(drift.moved()).isFalse();
        assertThat(drift.reason()).contains("only 10 customers");
    }

    @Test
    void assess_driftedBaseline_thresholdsAreNoLowerThanEithers() {
        List<ExchangeDigest> then = week(150, 0, 20, 0, 1);
        List<ExchangeDigest> now = week(150, 40, 20, 0, 2);
        DetectorSettings loose = new DetectorSettings(new Probability(0.05));
        Assessment drifted = new Detector(loose).assess(TestExchange.summary(now), TestExchange.summary(then));
        Calibration calibration = drifted.calibration();
        assertThat(calibration.drift().moved()).isTrue();
        assertThat(calibration.source()).contains("drifted");
        assertThat(calibration.strata()).hasSize(2);
        assertThat(calibration.strata()).allMatch(s -> s.threshold().compareTo(calibration.threshold()) <= 0);
        assertThat(drifted.accounts()).noneMatch(a -> a.verdict() == Verdict.DISTILLATION);
    }
}
