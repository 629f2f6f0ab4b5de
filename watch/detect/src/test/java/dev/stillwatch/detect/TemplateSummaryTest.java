// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateSummaryTest {
    private static final TemplateSummary SUMMARY = new TemplateSummary(PublicVocabulary.shipped());

    @Test
    void of_sharedPattern_showsItsPublicWordsAndCountsAllExchanges() {
        int each = 2 * ExchangeSample.CAPACITY;
        assertThat(SUMMARY.of(group(4, each, "write a short story about the %s in the house of Kowalczyk")))
                .containsExactly(
                        new Campaign.Template("write a short story about the … in the house of …", 4L * each, 4));
    }

    @Test
    void of_patternOfTwoAccounts_isNotShown() {
        assertThat(SUMMARY.of(group(2, 20, "write a short story about the %s"))).isEmpty();
    }

    @Test
    void of_nothingPublicInCommon_isNotShown() {
        assertThat(SUMMARY.of(group(5, 20, "Kowalczyk Wisniewska Zbigniew %s"))).isEmpty();
    }

    @Test
    void of_noText_showsNothing() {
        assertThat(SUMMARY.of(TestExchange.accounts(TestExchange.of("a"), TestExchange.of("b"), TestExchange.of("c"))))
                .isEmpty();
    }

    private static List<AccountView> group(int accounts, int each, String frame) {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < accounts * each; i++) {
            String slot = "q" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26);
            exchanges.add(TestExchange.of("a" + i % accounts, frame.replace("%s", slot))
                    .id("x" + i)
                    .second(i));
        }
        return TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
    }
}
