// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkedFactsTest {
    @Test
    void linkedShare_cardOfThreeStrangers_linksThem() {
        List<AccountView> group = TestExchange.accounts(
                TestExchange.of("a").payment("one card"),
                TestExchange.of("b").payment("one card"),
                TestExchange.of("c").payment("one card"),
                TestExchange.of("d").payment("another"));
        assertThat(LinkedFacts.linkedShare(group)).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void linkedShare_cardOfTwoStrangers_linksNobody() {
        assertThat(LinkedFacts.linkedShare(TestExchange.accounts(
                        TestExchange.of("a").payment("one card"),
                        TestExchange.of("b").payment("one card"),
                        TestExchange.of("c").payment("another"))))
                .isZero();
    }

    @Test
    void linkedShare_addressSharedWithinOneCustomer_linksNobody() {
        Optional<String> employer = Optional.of("employer");
        assertThat(LinkedFacts.linkedShare(TestExchange.accounts(
                        TestExchange.of("a").client("192.0.2.1", 1, "x", "y").organisation(employer),
                        TestExchange.of("b").client("192.0.2.1", 1, "x", "y").organisation(employer),
                        TestExchange.of("c").client("192.0.2.1", 1, "x", "y").organisation(employer))))
                .isZero();
    }

    @Test
    void linkedShare_paymentThatReadsLikeAnAddress_isNoAddress() {
        assertThat(LinkedFacts.linkedShare(TestExchange.accounts(
                        TestExchange.of("a").payment("192.0.2.1"),
                        TestExchange.of("b").payment("192.0.2.1"),
                        TestExchange.of("c").client("192.0.2.1", 1, "x", "y"))))
                .isZero();
    }

    @Test
    void linkedShare_accountsOfUnknownOrigin_areLeftOut() {
        assertThat(LinkedFacts.linkedShare(TestExchange.accounts(
                        TestExchange.of("a").payment("one card"),
                        TestExchange.of("b").payment("one card"),
                        TestExchange.of("c").payment("one card"),
                        TestExchange.of("d"))))
                .isCloseTo(1, within(1e-9));
        assertThat(LinkedFacts.linkedShare(TestExchange.accounts(TestExchange.of("a"), TestExchange.of("b"))))
                .isNaN();
        assertThat(LinkedFacts.linkedShare(List.of())).isNaN();
    }

    @Test
    void sameFingerprint_pairs_areCounted() {
        assertThat(LinkedFacts.sameFingerprint(TestExchange.accounts(
                        TestExchange.of("a").client("192.0.2.1", 7, "x", "y"),
                        TestExchange.of("b").client("192.0.2.2", 7, "x", "y"),
                        TestExchange.of("c").client("192.0.2.3", 8, "x", "y"),
                        TestExchange.of("d"))))
                .isCloseTo(1 / 3.0, within(1e-9));
        assertThat(LinkedFacts.sameFingerprint(TestExchange.accounts(
                        TestExchange.of("a").client("192.0.2.1", 7, "x", "y"), TestExchange.of("b"))))
                .isNaN();
    }
}
