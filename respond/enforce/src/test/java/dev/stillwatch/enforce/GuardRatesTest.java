// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Rates, as accounts meet them. */
class GuardRatesTest extends GuardedAccount {
    @Test
    void admit_throttled_servesABurstThenOneByOneExactly() {
        apply("rate", new Throttle(3, Duration.ofSeconds(30)));

        assertThat(List.of(served(), served(), served(), served())).containsExactly(true, true, true, false);
        clock.set(Duration.ofSeconds(10).minusNanos(1));
        assertThat(refusal("m-large")).isEqualTo(new Refusal.TooManyRequests("rate.", Duration.ofNanos(1)));
        clock.set(Duration.ofSeconds(10));
        assertThat(List.of(served(), served())).containsExactly(true, false);
        clock.set(Duration.ofSeconds(1000));
        assertThat(List.of(served(), served(), served(), served())).containsExactly(true, true, true, false);
    }

    @Test
    void admit_rateThatDividesUnevenly_waitsTheNanosecondMore() {
        apply("rate", new Throttle(3, Duration.ofSeconds(1)));

        assertThat(List.of(served(), served(), served())).containsExactly(true, true, true);
        clock.set(Duration.ofNanos(333_333_333));
        assertThat(served()).isFalse();
        clock.set(Duration.ofNanos(333_333_334));
        assertThat(served()).isTrue();
    }

    @Test
    void admit_throttledUnevenly_neverExceedsTheRate() {
        apply("rate", new Throttle(7, Duration.ofSeconds(1)));
        int served = 0;
        for (int millis = 0; millis < 100_000; millis++) {
            clock.set(Duration.ofMillis(millis));
            served += served() ? 1 : 0;
        }

        // 7 at once and 7 a second; a wait is rounded up to the millisecond asked at.
        assertThat(served).isBetween(7 * 99, 7 + 7 * 100);
    }

    @Test
    void admit_clockSetBack_doesNotServeMore() {
        apply("rate", new Throttle(1, Duration.ofSeconds(10)));
        clock.set(Duration.ofSeconds(20));
        assertThat(served()).isTrue();
        clock.set(Duration.ofSeconds(5));
        assertThat(refusal("m-large")).isEqualTo(new Refusal.TooManyRequests("rate.", Duration.ofSeconds(25)));
    }

    @Test
    void admit_extremeRates_areServed() {
        apply("slow", new Throttle(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE)));
        apply("fast", new Throttle(Integer.MAX_VALUE, Duration.ofNanos(1)));

        assertThat(List.of(served(), served())).containsExactly(true, true);
    }

    @Test
    void admit_throttledByAnotherSource_keepsItsCountWhenActionsChange() {
        Measure rate = new Measure(
                "directive",
                new Throttle(1, Duration.ofHours(1)),
                SetClock.START,
                SetClock.START.plus(DAY),
                "directive.");
        measures.alsoFrom(account -> account.equals(ACCOUNT) ? List.of(rate) : List.of());
        assertThat(served()).isTrue();

        measures.apply(new Measure("other", new Observe(), rate.from(), rate.until(), "o."), Set.of("b"), rate.from());
        assertThat(served()).isFalse();

        clock.set(Duration.ofHours(1));
        measures.undo("other", clock.instant());
        assertThat(guard.counted()).isZero();
    }

    @Test
    void admit_rateReplacedByAnother_countsAnew() {
        apply("rate", new Throttle(1, DAY));
        assertThat(List.of(served(), served())).containsExactly(true, false);

        apply("rate", new Throttle(1, Duration.ofMinutes(1)));
        assertThat(List.of(served(), served())).containsExactly(true, false);
        clock.set(Duration.ofMinutes(1));
        assertThat(served()).isTrue();
    }

    @Test
    void admit_refusedByOneRate_usesUpNoneOfTheOther() {
        apply("hourly", new Throttle(2, Duration.ofHours(1)));
        apply("minutely", new Throttle(1, Duration.ofMinutes(1)));
        assertThat(served()).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(refusal("m-large")).isEqualTo(new Refusal.TooManyRequests("minutely.", Duration.ofMinutes(1)));
        }
        clock.set(Duration.ofMinutes(1));

        assertThat(served()).isTrue();
        assertThat(refusal("m-large")).isEqualTo(new Refusal.TooManyRequests("hourly.", Duration.ofMinutes(29)));
    }

    @Test
    void admit_refusedForAnotherReason_usesUpNoRate() {
        apply("rate", new Throttle(1, DAY));
        apply("directive", new Withhold(Set.of("m-small")));
        for (int i = 0; i < 10; i++) {
            assertThat(refusal("m-small")).isInstanceOf(Refusal.ModelWithheld.class);
        }

        assertThat(served()).isTrue();
    }

    @Test
    void admit_manyThreadsAtOnce_serveExactlyTheRate() throws Exception {
        apply("rate", new Throttle(100, DAY));
        List<Future<Integer>> counts = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                counts.add(threads.submit(() -> {
                    int served = 0;
                    for (int i = 0; i < 500; i++) {
                        served += served() ? 1 : 0;
                    }
                    return served;
                }));
            }
        }
        int served = 0;
        for (Future<Integer> count : counts) {
            served += count.get();
        }

        assertThat(served).isEqualTo(100);
    }

    @Test
    void admit_throttledAccounts_areForgottenWhenTheMeasureEnds() {
        apply("rate", new Throttle(1, Duration.ofHours(1)));
        assertThat(served()).isTrue();
        assertThat(guard.counted()).isOne();
        measures.undo("rate", clock.instant());
        assertThat(guard.counted()).isZero();

        apply("rate", new Throttle(1, Duration.ofHours(1)));
        assertThat(served()).isTrue();
        clock.set(DAY);
        assertThat(served()).isTrue();
        assertThat(guard.counted()).isZero();
    }
}
