// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortWindowTest {

    /**
     * On the first day most others are jobs, which both people and the campaign are unlike, and a day holds too few
     * prompts of people to tell them from the campaign's.
     */
    @Test
    void assess_windowInWhichPeopleResembleTheCampaign_accusesNoneOfThem() {
        TestTraffic traffic =
                new TestTraffic(1).people(190).ordinaryLookingCampaign(450, 4).firstDayJobs(240);
        Window firstDay = new Window(TestExchange.START, TestExchange.START.plus(Duration.ofDays(1)));
        Assessment assessment = new Detector(DetectorSettings.DEFAULTS)
                .assess(traffic.summary(), new TrafficSummary(), List.of(firstDay));
        Set<String> accused = DetectorTest.having(assessment, Verdict.DISTILLATION);
        assertThat(accused).isSubsetOf(traffic.accounts("dealt")).hasSizeGreaterThan(400);
        assertThat(assessment.calibration().accounts()).isEqualTo(190 + 240);
    }
}
