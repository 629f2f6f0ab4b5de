// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CohortJudgeTest {
    /** Most accounts are a campaign's, the rest mostly jobs, and people are more like the campaign than like these. */
    @Test
    void assess_groupIsNearlyEverybody_isInsufficientAndSaysWhy() {
        TestTraffic traffic =
                new TestTraffic(1).people(200).ordinaryLookingCampaign(600, 6).firstDayJobs(240);

        Assessment assessment = traffic.assessed();

        assertThat(DetectorTest.having(assessment, Verdict.DISTILLATION)).isEmpty();
        List<Campaign> insufficient = assessment.campaigns().stream()
                .filter(c -> c.verdict() == Verdict.INSUFFICIENT)
                .toList();
        assertThat(insufficient).anySatisfy(group -> {
            assertThat(group.accounts()).hasSizeGreaterThan(100);
            assertThat(group.missing()).anyMatch(m -> m.reason().contains("--baseline"));
        });
    }
}
