// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptSummariesTest {
    private static final byte[] TRAFFIC = {1};

    @Test
    void inOrder_accountThatChangesItsPart_goesBeforeItComes() {
        AccountSummary comes = new AccountSummary(5, 1, "a", TRAFFIC);
        AccountSummary goes = AccountSummary.gone(5, 0, "a");

        assertThat(KeptSummaries.inOrder(List.of(comes, goes))).containsExactly(goes, comes);
        assertThat(KeptSummaries.inOrder(List.of(goes, comes))).containsExactly(goes, comes);
    }

    @Test
    void inOrder_laterTimes_comeLater() {
        AccountSummary first = new AccountSummary(5, 0, "a", TRAFFIC);
        AccountSummary then = AccountSummary.gone(10, 0, "a");

        assertThat(KeptSummaries.inOrder(List.of(then, first))).containsExactly(first, then);
    }
}
