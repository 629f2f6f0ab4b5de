// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrafficSummaryTest {
    @Test
    void observe_someAccounts_countsAccountsAndExchanges() {
        TrafficSummary summary = of("b", "a", "b");
        assertThat(summary.accounts()).isEqualTo(2);
        assertThat(summary.exchanges()).isEqualTo(3);
        assertThat(accounts(summary)).containsExactly("a", "b");
    }

    @Test
    void merge_sharedAccounts_addsUpAndLeavesTheOther() {
        TrafficSummary summary = of("a", "b");
        TrafficSummary other = of("b", "c");
        summary.merge(other);
        assertThat(summary.exchanges()).isEqualTo(4);
        assertThat(accounts(summary)).containsExactly("a", "b", "c");
        assertThat(other.exchanges()).isEqualTo(2);
        summary.observe(TestExchange.of("c").digest());
        assertThat(other.sortedProfiles()).allMatch(p -> p.exchanges() == 1);
    }

    @Test
    void absorb_otherAccounts_movesThem() {
        TrafficSummary summary = of("a");
        TrafficSummary other = of("b", "b");
        summary.absorb(other);
        assertThat(summary.exchanges()).isEqualTo(3);
        assertThat(accounts(summary)).containsExactly("a", "b");
        assertThat(other.accounts()).isZero();
        assertThat(other.exchanges()).isZero();
    }

    @Test
    void absorb_sharedAccount_isRefusedAndChangesNothing() {
        TrafficSummary summary = of("m");
        TrafficSummary other = of("a", "b", "c", "d", "e", "f", "g", "h", "m", "x", "y", "z");
        assertThatThrownBy(() -> summary.absorb(other)).isInstanceOf(IllegalArgumentException.class);
        assertThat(accounts(summary)).containsExactly("m");
        assertThat(summary.exchanges()).isEqualTo(1);
        assertThat(other.accounts()).isEqualTo(12);
        assertThat(other.exchanges()).isEqualTo(12);
    }

    private static TrafficSummary of(String... accounts) {
        return TestExchange.summary(
                Stream.of(accounts).map(a -> TestExchange.of(a).digest()).toList());
    }

    private static List<String> accounts(TrafficSummary summary) {
        return summary.sortedProfiles().stream().map(AccountProfile::account).toList();
    }
}
