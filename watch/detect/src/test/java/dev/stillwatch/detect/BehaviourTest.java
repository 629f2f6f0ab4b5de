// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private static final Population POPULATION =
            new TestTraffic(61).everyday().campaign(60).population();
    private static final Behaviour BEHAVIOUR = Behaviour.learn(POPULATION.all(), members());

    @Test
    void logOdds_campaignAccounts_areTypicalOfTheCampaign() {
        List<AccountView> harvesters = named("harvester");
        assertThat(harvesters.stream().filter(a -> BEHAVIOUR.logOdds(a) > 0).count())
                .isGreaterThan(harvesters.size() * 8 / 10);
    }

    @Test
    void logOdds_people_areNot() {
        List<AccountView> people = named("person");
        assertThat(people.stream().filter(a -> BEHAVIOUR.logOdds(a) < 0).count())
                .isGreaterThan(people.size() * 7 / 10);
    }

    private static BitSet members() {
        BitSet members = new BitSet();
        named("harvester").forEach(a -> members.set(a.index));
        return members;
    }

    private static List<AccountView> named(String kind) {
        return POPULATION.all().stream()
                .filter(a -> a.profile.account().startsWith(kind))
                .toList();
    }
}
