// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedTrafficTest {

    /** Some bystanders do too little of the campaign's work to be members, and are still likelier to take part than not. */
    @Test
    void of_accountsThatTakePartWithoutBeingMembers_areNotAmongTheBulk() {
        Population population = new TestTraffic(81)
                .people(500)
                .dilutedCampaign(60, 4)
                .bystanders(30, 45)
                .population();
        ContentSpace space = ContentSpace.fit(population.all());
        JudgedTraffic judged = JudgedTraffic.of(population, space, new CohortSearch(population, space).find());
        List<JudgedCohort> groups = judged.found().cohorts();
        AccountScores scores = judged.scores();
        assertThat(groups).anyMatch(group -> group.verdict() == Verdict.DISTILLATION);
        assertThat(judged.bulk())
                .hasSizeGreaterThan(500)
                .noneMatch(a -> scores.cohort(a.index) >= 0
                        && groups.get(scores.cohort(a.index)).verdict() == Verdict.DISTILLATION
                        && scores.membership(a.index) > 0);
        assertThat(judged.suspects()).hasSize(population.size() - judged.bulk().size());
    }
}
