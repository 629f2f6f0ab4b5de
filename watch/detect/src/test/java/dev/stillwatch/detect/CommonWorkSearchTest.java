// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommonWorkSearchTest {
    private static final Population DILUTED =
            new TestTraffic(81).people(500).dilutedCampaign(60, 4).population();

    private static List<Cohort> found(Population population) {
        return new CommonWorkSearch(population, ContentSpace.fit(population.all())).find();
    }

    private static long campaigners(Cohort cohort) {
        return cohort.members().stream()
                .filter(m -> m.profile.account().startsWith("diluted"))
                .count();
    }

    @Test
    void find_campaignAmidItsAccountsOwnTraffic_isFoundWithoutThem() {
        Cohort cohort = found(DILUTED).getFirst();
        assertThat(campaigners(cohort)).isGreaterThanOrEqualTo(55);
        assertThat(cohort.members().size() - campaigners(cohort)).isLessThanOrEqualTo(1);
        assertThat(cohort.work()).isPresent();
    }

    @Test
    void find_lentThreads_changesNothing() {
        Population same = Population.of(
                new TestTraffic(81).people(500).dilutedCampaign(60, 4).summary(),
                new TrafficSummary(),
                (size, body) -> IntStream.range(0, size).map(i -> size - 1 - i).forEach(body));
        assertThat(found(same).stream()
                        .map(c -> c.members().stream()
                                .map(m -> m.profile.account())
                                .toList()))
                .isEqualTo(found(DILUTED).stream()
                        .map(c -> c.members().stream()
                                .map(m -> m.profile.account())
                                .toList())
                        .toList());
    }

    @Test
    void find_everydayTraffic_givesNothingThatIsCalledDistillation() {
        for (long seed = 82; seed < 85; seed++) {
            Population everyday =
                    new TestTraffic(seed).everyday().people(200).launchWave(40).population();
            ContentSpace space = ContentSpace.fit(everyday.all());
            CohortJudge judge = new CohortJudge(everyday, space);
            assertThat(new CommonWorkSearch(everyday, space).find())
                    .noneMatch(c -> judge.glance(c).verdict() == Verdict.DISTILLATION);
        }
    }

    @Test
    void find_noTextAtAll_findsNothing() {
        Population silent = new TestTraffic(86, TestTraffic.Logged.WITHOUT_TEXT)
                .people(100)
                .campaign(40)
                .population();
        assertThat(found(silent)).isEmpty();
    }

    @Test
    void find_newWorkWithBaseline_isFoundForBeingNew() {
        TestTraffic now = new TestTraffic(81).people(500).dilutedCampaign(60, 4);
        Population beside =
                Population.of(now.summary(), new TestTraffic(88).people(500).summary());
        assertThat(found(beside)).anyMatch(c -> campaigners(c) >= 50);
    }

    @Test
    void assess_dilutedCampaign_accusesItsAccountsOnly() {
        TestTraffic traffic = new TestTraffic(81).people(500).dilutedCampaign(60, 4);
        List<AccountAssessment> accused = traffic.assessed().accounts().stream()
                .filter(a -> a.verdict() == Verdict.DISTILLATION)
                .toList();
        assertThat(accused).hasSizeGreaterThan(50);
        assertThat(accused).allMatch(a -> a.account().startsWith("diluted"));
    }
}
