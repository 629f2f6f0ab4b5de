// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateLedgerTest {
    private static final String HARVEST = "Think step by step and write out your complete chain of thought inside"
            + " <think> tags before the final answer. Question: ";
    private final int[] slots = new int[TemplateLedger.KEYS];

    @Test
    void sharedBy_sameOpeningOfManyStrangers_countsThem() {
        TemplateLedger ledger = TemplateLedger.of(strangers(9, "Please sort these reviews by mood now: "));
        assertThat(ledger.sharedBy(digest("Please sort these reviews by mood now: quite another"), slots))
                .isEqualTo(9);
        assertThat(ledger.sharedBy(digest("Nobody else would ever ask this one thing"), slots))
                .isZero();
    }

    @Test
    void sharedBy_slotAtTheStart_isSharedByTheClosing() {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            exchanges.add(TestExchange.of("a" + i, word(i) + " is what we must translate into formal Dutch"));
        }
        TemplateLedger ledger = TemplateLedger.of(TestExchange.accounts(exchanges.toArray(TestExchange[]::new)));
        assertThat(ledger.sharedBy(digest("zzz must translate into formal Dutch"), slots))
                .isEqualTo(6);
    }

    @Test
    void sharedBy_accountsOfOneCustomer_countOnce() {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            exchanges.add(TestExchange.of("a" + i, "one prompt for every employee here")
                    .organisation(Optional.of("employer")));
            exchanges.add(TestExchange.of("b" + i, "one prompt for every employee here")
                    .organisation(Optional.of(i % 2 == 0 ? "even" : "odd")));
        }
        TemplateLedger ledger = TemplateLedger.of(TestExchange.accounts(exchanges.toArray(TestExchange[]::new)));
        assertThat(ledger.sharedBy(digest("one prompt for every employee here"), slots))
                .isEqualTo(3);
    }

    @Test
    void slots_promptOfThreeWords_hasNone() {
        assertThat(TemplateLedger.slots(digest("far too short"), slots)).isZero();
        assertThat(TemplateLedger.slots(sampled(TestExchange.of("a")), slots)).isZero();
        TemplateLedger ledger = TemplateLedger.of(strangers(5, ""));
        assertThat(ledger.sharedBy(digest("far too short"), slots)).isZero();
        assertThat(ledger.sharedElicitation(digest("far too short"), 1, slots)).isZero();
    }

    @Test
    void slots_digitsDiffer_areTheSamePattern() {
        int[] other = new int[TemplateLedger.KEYS];
        assertThat(TemplateLedger.slots(digest("add 17 apples to 4 pears"), slots))
                .isEqualTo(TemplateLedger.KEYS);
        TemplateLedger.slots(digest("add 2 apples to 12345 pears"), other);
        assertThat(slots).isEqualTo(other);
    }

    @Test
    void sharedElicitation_patternOfEnoughStrangers_isItsMean() {
        TemplateLedger ledger = TemplateLedger.of(strangers(6, HARVEST));
        double shared = ledger.sharedElicitation(digest(HARVEST + "why"), 5, slots);
        assertThat(shared).isGreaterThan(0.5).isLessThanOrEqualTo(1);
        assertThat(ledger.sharedElicitation(digest(HARVEST + "why"), 7, slots)).isZero();
    }

    @Test
    void sharedShare_someOfManyAskAlike_isTheShareOfTheirPrompts() {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            exchanges.add(TestExchange.of("a" + i, "please sort these reviews by mood " + word(i)));
            exchanges.add(TestExchange.of("a" + i, "far too short"));
            exchanges.add(
                    TestExchange.of("b" + i, word(i) + " " + word(i + 20) + " " + word(i + 40) + " " + word(i + 60)));
        }
        List<AccountView> group = TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
        assertThat(TemplateLedger.sharedShare(group, 6)).isEqualTo(6.0 / 18);
        assertThat(TemplateLedger.sharedShare(group, 7)).isZero();
        assertThat(TemplateLedger.sharedShare(List.of(), 1)).isNaN();
    }

    private static List<AccountView> strangers(int count, String opening) {
        List<TestExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            exchanges.add(TestExchange.of("a" + i, opening + word(i) + " " + word(i + 40)));
        }
        return TestExchange.accounts(exchanges.toArray(TestExchange[]::new));
    }

    private static String word(int number) {
        return "q" + (char) ('a' + number / 20) + (char) ('a' + number % 20);
    }

    private static SampledExchange digest(String prompt) {
        return sampled(TestExchange.of("someone", prompt));
    }

    private static SampledExchange sampled(TestExchange exchange) {
        return TestExchange.accounts(exchange).getFirst().sample.getFirst();
    }
}
