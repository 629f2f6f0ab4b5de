// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.TestTraffic.Logged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorEdgesTest {
    private static final Detector DETECTOR = new Detector(DetectorSettings.DEFAULTS);
    private static final TrafficSummary NOTHING = new TrafficSummary();

    @Test
    void assess_noTraffic_findsNothing() {
        Assessment assessment = DETECTOR.assess(new TrafficSummary(), NOTHING);
        assertThat(assessment.accounts()).isEmpty();
        assertThat(assessment.campaigns()).isEmpty();
        assertThat(assessment.exchanges()).isZero();
        assertThat(assessment.calibration().accounts()).isZero();
    }

    @Test
    void assess_noTrafficAgainstBaseline_findsNothing() {
        Assessment assessment = DETECTOR.assess(
                new TrafficSummary(), new TestTraffic(3).people(20).summary());
        assertThat(assessment.accounts()).isEmpty();
        assertThat(assessment.calibration().accounts()).isEqualTo(20);
    }

    @Test
    void assess_oneAccount_isJudgedAndNotAccused() {
        AccountAssessment only =
                new TestTraffic(3).people(1).assessed().accounts().getFirst();
        assertThat(only.verdict()).isEqualTo(Verdict.CLEAR);
        assertThat(only.score().nats()).isFinite();
        assertThat(only.pValue()).isEqualTo(new Probability(1));
    }

    @Test
    void assess_oneExchange_isInsufficient() {
        TrafficSummary summary =
                TestExchange.summary(List.of(TestExchange.of("a").digest()));
        AccountAssessment only = DETECTOR.assess(summary, NOTHING).accounts().getFirst();
        assertThat(only.verdict()).isEqualTo(Verdict.INSUFFICIENT);
        assertThat(only.missing().stream().map(MissingSignal::channel))
                .contains(Channel.ELICITATION, Channel.TIMING, Channel.IDENTITY);
    }

    @Test
    void assess_textWithheldFromBenignTraffic_saysSoAndAccusesNobody() {
        Assessment assessment =
                new TestTraffic(5, Logged.WITHOUT_TEXT).everyday().assessed();
        assertThat(DetectorTest.having(assessment, Verdict.DISTILLATION)).isEmpty();
        assertThat(assessment.accounts())
                .allMatch(a -> a.missing().stream()
                        .anyMatch(m ->
                                m.channel() == Channel.ELICITATION && m.reason().contains("text")));
        assertThat(assessment.campaigns()).allMatch(c -> c.templates().isEmpty());
    }

    @Test
    void assess_textWithheldFromALargeReseller_accusesNobody() {
        Assessment assessment =
                new TestTraffic(3, Logged.WITHOUT_TEXT).people(150).reseller(60).assessed();
        assertThat(DetectorTest.having(assessment, Verdict.DISTILLATION)).isEmpty();
    }

    @Test
    void assess_textWithheld_isNeverEvidenceOfContent() {
        TestTraffic traffic =
                new TestTraffic(1, Logged.WITHOUT_TEXT).people(150).campaign(50);
        assertThat(traffic.assessed().accounts()).allSatisfy(a -> {
            assertThat(a.signals())
                    .extracting(Signal::channel)
                    .doesNotContain(Channel.CONTENT, Channel.COVERAGE, Channel.ELICITATION, Channel.TEMPLATE);
            if (a.account().startsWith("person")) {
                assertThat(a.verdict()).isNotEqualTo(Verdict.DISTILLATION);
            }
        });
    }

    @Test
    void assess_originWithheld_saysSoAndAccusesOnlyTheCampaign() {
        TestTraffic traffic =
                new TestTraffic(5, Logged.WITHOUT_ORIGIN).everyday().campaign(50);
        Assessment assessment = traffic.assessed();
        assertThat(DetectorTest.having(assessment, Verdict.DISTILLATION)).isSubsetOf(traffic.accounts("harvester"));
        assertThat(assessment.accounts())
                .allMatch(a -> a.missing().stream()
                        .anyMatch(m ->
                                m.channel() == Channel.IDENTITY && m.reason().contains("payment")));
        assertThat(assessment.campaigns()).allMatch(c -> c.links().isEmpty());
        assertThat(assessment.campaigns())
                .filteredOn(c -> c.verdict() == Verdict.DISTILLATION)
                .allMatch(c -> c.missing().stream().anyMatch(m -> m.channel() == Channel.IDENTITY));
    }

    @Test
    void assess_wholeOrganisationThatHarvests_isAnOrganisation() {
        TestTraffic traffic = new TestTraffic(6).people(150).harvestingOrganisation(300);
        Assessment assessment = traffic.assessed();
        assertThat(DetectorTest.having(assessment, Verdict.DISTILLATION)).isEmpty();
        assertThat(DetectorTest.having(assessment, Verdict.ORGANISATION)).isEqualTo(traffic.accounts("researcher"));
    }

    @Test
    void assess_launchWave_isNotAccused() {
        TestTraffic traffic = new TestTraffic(7).people(150).launchWave(60);
        assertThat(DetectorTest.having(traffic.assessed(), Verdict.CLEAR)).isEqualTo(traffic.accounts(""));
    }

    @Test
    void assess_fewNewcomersOnOneBatchTemplate_areNotAccused() {
        TestTraffic traffic = new TestTraffic(8).people(150).batchUsers(12);
        assertThat(DetectorTest.having(traffic.assessed(), Verdict.DISTILLATION))
                .isEmpty();
    }

    @Test
    void assess_otherOrderSplitOrShards_isTheSame() {
        TestTraffic traffic = new TestTraffic(9).people(50).organisation(6).campaign(45);
        Assessment expected = traffic.assessed();
        assertThat(expected.campaigns()).isNotEmpty();

        List<ExchangeDigest> shuffled = new ArrayList<>(traffic.exchanges());
        Collections.shuffle(shuffled, new Random(1));
        assertThat(DETECTOR.assess(TestExchange.summary(shuffled), NOTHING)).isEqualTo(expected);

        TrafficSummary[] parts = {new TrafficSummary(), new TrafficSummary(), new TrafficSummary()};
        TrafficSummary[] shards = {new TrafficSummary(), new TrafficSummary(), new TrafficSummary()};
        Random random = new Random(2);
        for (ExchangeDigest digest : shuffled) {
            parts[random.nextInt(3)].observe(digest);
            shards[Math.floorMod(digest.account().hashCode(), 3)].observe(digest);
        }
        parts[2].merge(parts[0]);
        parts[2].merge(parts[1]);
        assertThat(DETECTOR.assess(parts[2], NOTHING)).isEqualTo(expected);

        shards[1].absorb(shards[2]);
        shards[1].absorb(shards[0]);
        assertThat(DETECTOR.assess(shards[1], NOTHING)).isEqualTo(expected);
    }
}
