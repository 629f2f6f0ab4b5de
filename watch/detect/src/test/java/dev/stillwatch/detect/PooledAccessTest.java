// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Edges; that pools are found among people who write as people do is tested with simulated traffic. */
class PooledAccessTest {
    private final Random random = new Random(3);
    private final List<ExchangeDigest> exchanges = new ArrayList<>();

    @Test
    void find_peopleWithInterestsOfTheirOwn_areNobodysPool() {
        for (int i = 0; i < 300; i++) {
            account("person" + i, i % 12, 20 + random.nextInt(80));
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void find_fewerThanAGroupOrNobodyOrNoText_findsNothing() {
        assertThat(found()).isEmpty();
        for (int i = 0; i < PooledAccess.LEAST_MEMBERS - 1; i++) {
            account("pooled" + i, 0, 60);
        }
        for (int i = 0; i < 100; i++) {
            exchanges.add(TestExchange.of("silent" + i).digest());
        }
        assertThat(found()).isEmpty();
    }

    private List<String> found() {
        Population population = TestExchange.population(exchanges);
        ContentSpace space = ContentSpace.fit(population.all());
        return new PooledAccess(population.current(), space)
                .find().stream().map(a -> a.profile.account()).toList();
    }

    private void account(String name, int subject, int prompts) {
        for (int n = 0; n < prompts; n++) {
            StringBuilder prompt = new StringBuilder();
            for (int word = 0; word < 8; word++) {
                prompt.append((char) ('à' + subject))
                        .append((char) ('a' + random.nextInt(20)))
                        .append(' ');
            }
            exchanges.add(TestExchange.of(name, prompt.toString())
                    .second(random.nextInt(604_800))
                    .digest());
        }
    }
}
