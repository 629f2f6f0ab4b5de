// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Deterrence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
    private static final Instant NOW = SetClock.START;

    private static Optional<Throttle> rate(int requests) {
        return Optional.of(new Throttle(requests, Duration.ofMinutes(1)));
    }

    private static boolean served(RequestLimits limits, String account, Duration after) {
        return limits.take(account, NOW.plus(after)).isEmpty();
    }

    private static boolean served(RequestLimits limits, String account) {
        return served(limits, account, Duration.ZERO);
    }

    @Test
    void none_servesEverything_andCountsNothing() {
        RequestLimits limits = RequestLimits.none();
        for (int i = 0; i < 1000; i++) {
            assertThat(served(limits, "a" + i)).isTrue();
        }
        assertThat(limits.counted()).isZero();
    }

    @Test
    void perAccount_holdsForEachByItself() {
        RequestLimits limits = new RequestLimits(rate(2), Optional.empty());
        assertThat(served(limits, "a")).isTrue();
        assertThat(served(limits, "a")).isTrue();
        assertThat(limits.take("a", NOW))
                .get()
                .isInstanceOfSatisfying(
                        Refusal.TooManyRequests.class,
                        refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(served(limits, "b")).isTrue();
        assertThat(served(limits, "a", Duration.ofSeconds(30))).isTrue();
        assertThat(served(limits, "a", Duration.ofSeconds(30))).isFalse();
    }

    @Test
    void overall_holdsForAllTogether_andWhatItRefusesUsesUpNothingOfTheAccounts() {
        RequestLimits limits = new RequestLimits(rate(2), rate(3));
        assertThat(served(limits, "a")).isTrue();
        assertThat(served(limits, "a")).isTrue();
        assertThat(served(limits, "b")).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(served(limits, "b")).isFalse();
        }
        // One of b's two is left.
        assertThat(served(limits, "b", Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void account_beyondItsRate_usesUpNothingOfAllTogether() {
        RequestLimits limits = new RequestLimits(rate(1), rate(3));
        for (int i = 0; i < 10; i++) {
            served(limits, "greedy");
        }
        assertThat(served(limits, "b") && served(limits, "c")).isTrue();
        assertThat(served(limits, "d")).isFalse();
    }

    @Test
    void madeUpAccounts_areForgottenOnceTheyAreOwedTheirBurst() {
        RequestLimits limits = new RequestLimits(rate(60), Optional.empty());
        for (int i = 0; i < 100_000; i++) {
            assertThat(served(limits, "made-up-" + i, Duration.ofMillis(i))).isTrue();
        }
        assertThat(limits.counted()).isLessThan(25_000);
    }

    @Test
    void guard_refusesBarredAccountsFirst_andCountsThemNot() {
        SetClock clock = new SetClock();
        MeasuresInForce measures = new MeasuresInForce();
        Guard guard = new Guard(measures, Deterrence.NONE, new RequestLimits(Optional.empty(), rate(1)), clock);
        measures.apply(
                new Measure("a-1", new Suspend(), NOW, NOW.plusSeconds(60), "Under review."), Set.of("bad"), NOW);
        assertThat(guard.arrived("bad")).get().isInstanceOf(Refusal.Suspended.class);
        assertThat(guard.arrived("good")).isEmpty();
        assertThat(guard.arrived("good")).get().isInstanceOf(Refusal.TooManyRequests.class);
        assertThat(guard.barred("good")).isEmpty();
    }
}
