// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CohortEvidenceTest {
    private static final Overdispersion UNKNOWN = Overdispersion.of(List.of(), ContentSpace.fit(List.of()));

    @Test
    void crowd_sixtyStrangersInASmallPopulation_areOne() {
        assertThat(evidence(60, 5_000).crowd()).isTrue();
        assertThat(evidence(30, 5_000).crowd()).isFalse();
    }

    @Test
    void crowd_sixtyStrangersAmongManyAccounts_mayBeOneVendorsCustomers() {
        CohortEvidence evidence = evidence(60, 200_000);

        assertThat(evidence.crowd()).isFalse();
        assertThat(evidence.of(Channel.LEGITIMATE_USE)).isLessThan(-3);
        assertThat(evidence(1_000, 200_000).crowd()).isTrue();
    }

    @Test
    void coverage_promptsThatNobodyShares_speakNoLouderThanAnyPrivateData() {
        assertThat(evidence(60, 5_000).of(Channel.COVERAGE)).isBetween(0.5, 1.0);
    }

    /** Of strangers who each send prompts of their own, beside people who all send the same one. */
    private static CohortEvidence evidence(int strangers, int population) {
        List<AccountView> group = accounts("stranger", strangers, "record of customer number ");
        List<AccountView> others = accounts("person", 50, "good morning to you ");
        Population all = TestExchange.population(List.of());
        return CohortEvidence.weigh(population, all.facts(group), all.facts(others), 0, UNKNOWN, UNKNOWN);
    }

    private static List<AccountView> accounts(String name, int count, String prompt) {
        return TestExchange.accounts(IntStream.range(0, count)
                .mapToObj(i -> TestExchange.of(name + i, name.equals("person") ? prompt : prompt + i)
                        .client("10.0.0." + i, i, "sdk", "ja4"))
                .toArray(TestExchange[]::new));
    }
}
