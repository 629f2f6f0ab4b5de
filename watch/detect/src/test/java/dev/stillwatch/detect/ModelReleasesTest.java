// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelReleasesTest {
    private static final long HOUR = 3_600;
    private static final long RELEASE = 72 * HOUR;

    @Test
    void pivot_accountThatMovesAtOnce_goesThereWholly() {
        assertThat(pivotOf(
                        "a",
                        TestExchange.of("a").model("old").second(0),
                        TestExchange.of("a").model("new").second(RELEASE),
                        TestExchange.of("a").model("new").second(RELEASE + HOUR)))
                .isEqualTo(1);
    }

    @Test
    void pivot_accountThatStaysOrMovesInPart_isItsShareInTheDayAfter() {
        TestExchange[] traffic = {
            TestExchange.of("a").model("old").second(0),
            TestExchange.of("a").model("old").second(RELEASE + HOUR),
            TestExchange.of("b").model("old").second(0),
            TestExchange.of("b").model("new").second(RELEASE),
            TestExchange.of("b").model("old").second(RELEASE + HOUR),
            TestExchange.of("b").model("new").second(RELEASE + 30 * HOUR)
        };
        assertThat(pivotOf("a", traffic)).isZero();
        assertThat(pivotOf("b", traffic)).isEqualTo(0.5);
    }

    @Test
    void pivot_accountNewAfterTheRelease_isUnknown() {
        assertThat(pivotOf(
                        "z",
                        TestExchange.of("a").model("old").second(0),
                        TestExchange.of("a").model("new").second(RELEASE),
                        TestExchange.of("z").model("new").second(RELEASE + HOUR)))
                .isNaN();
    }

    @Test
    void pivot_accountSilentInTheDayAfter_isUnknown() {
        assertThat(pivotOf(
                        "z",
                        TestExchange.of("a").model("new").second(RELEASE),
                        TestExchange.of("z").model("old").second(0),
                        TestExchange.of("z").model("new").second(RELEASE + 40 * HOUR)))
                .isNaN();
    }

    @Test
    void pivot_modelFirstSeenOnTheFirstDay_isNoRelease() {
        assertThat(pivotOf(
                        "a",
                        TestExchange.of("a").model("old").second(0),
                        TestExchange.of("a").model("rare").second(20 * HOUR)))
                .isNaN();
    }

    @Test
    void pivot_modelNotLogged_isUnknown() {
        assertThat(pivotOf(
                        "a",
                        TestExchange.of("a").second(0),
                        TestExchange.of("a").second(RELEASE)))
                .isNaN();
    }

    private static double pivotOf(String account, TestExchange... exchanges) {
        List<AccountView> accounts = TestExchange.accounts(exchanges);
        ModelReleases releases = ModelReleases.of(accounts);
        return accounts.stream()
                .filter(a -> a.profile.account().equals(account))
                .mapToDouble(releases::pivot)
                .findFirst()
                .orElseThrow();
    }
}
