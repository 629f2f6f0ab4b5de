// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctPromptsTest {
    private static AccountView account(String... prompts) {
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (String prompt : prompts) {
            exchanges.add(TestExchange.of("a", prompt)
                    .id("e" + exchanges.size())
                    .second(exchanges.size())
                    .digest());
        }
        return TestExchange.account(exchanges);
    }

    @Test
    void in_oneTemplateOverAndOver_countsOnce() {
        AccountView application = account(
                "Classify the ticket below as billing or defect. Ticket: the kettle leaks",
                "Classify the ticket below as billing or defect. Ticket: a parcel got lost",
                "Classify the ticket below as billing or defect. Ticket: charged twice in May");
        assertThat(DistinctPrompts.in(application)).hasSize(1);
    }

    @Test
    void in_differentPrompts_countsEach() {
        AccountView person = account(
                "how do I fix a leaking kettle before my guests arrive",
                "write a poem about the first snow in a harbour town",
                "which train goes from Lyon to Turin on Sundays");
        assertThat(DistinctPrompts.in(person)).hasSize(3);
    }

    @Test
    void in_shortPrompts_countsEachTextOnce() {
        assertThat(DistinctPrompts.in(account("go on", "go on", "why?", "why?")))
                .hasSize(2);
    }

    @Test
    void in_withheldText_isEmpty() {
        AccountView silent =
                TestExchange.account(List.of(TestExchange.of("a").id("e").digest()));
        assertThat(DistinctPrompts.in(silent)).isEmpty();
        assertThat(DistinctPrompts.of(List.of(silent), Parallel.SEQUENTIAL).count(0))
                .isZero();
    }

    @Test
    void features_anyPrompt_fitTheirPlaces() {
        AccountView wordy = account("word ".repeat(500) + "end of it all");
        int[] into = new int[DistinctPrompts.MOST_FEATURES];
        int count = DistinctPrompts.features(DistinctPrompts.in(wordy).getFirst(), into);
        assertThat(count).isBetween(2, into.length);
        for (int i = 0; i < count; i++) {
            assertThat(into[i]).isBetween(0, ExchangeFeatures.SIZE - 1);
        }
    }
}
