// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureTableTest {
    @Test
    void of_quietAccount_holdsTheFeaturesOfEveryExchangeInOrder() {
        List<AccountView> accounts = TestExchange.accounts(
                TestExchange.of("a", "one prompt of an account"), TestExchange.of("a", "and quite another one"));
        FeatureTable table = FeatureTable.of(accounts, Parallel.SEQUENTIAL);
        List<SampledExchange> sample = accounts.getFirst().sample;
        assertThat(table.ends(0)).hasSize(2);
        int from = 0;
        for (int i = 0; i < 2; i++) {
            int[] into = new int[ExchangeFeatures.MOST];
            int count = ExchangeFeatures.all(sample.get(i), into);
            assertThat(Arrays.copyOfRange(table.features(0), from, table.ends(0)[i]))
                    .containsExactly(Arrays.copyOf(into, count));
            from = table.ends(0)[i];
        }
        assertThat(table.features(0)).hasSize(from);
    }

    @Test
    void of_busyAccount_holdsNoMoreThanItsShare() {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            exchanges.add(TestExchange.of("busy", "prompt number " + "x".repeat(i + 1)));
        }
        List<AccountView> accounts = TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
        FeatureTable table = FeatureTable.of(accounts, Parallel.SEQUENTIAL);
        assertThat(accounts.getFirst().sample).hasSize(100);
        assertThat(table.ends(0)).hasSize(FeatureTable.MOST_PER_ACCOUNT);
    }
}
