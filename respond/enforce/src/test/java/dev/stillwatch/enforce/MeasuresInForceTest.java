// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.Suspend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MeasuresInForceTest {
    private static final Instant NOW = SetClock.START;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Set<String> COHORT =
            IntStream.range(0, 25_000).mapToObj(i -> "acct-" + i).collect(Collectors.toUnmodifiableSet());

    private final MeasuresInForce measures = new MeasuresInForce();

    private static Measure measure(String id, Countermeasure countermeasure) {
        return new Measure(id, countermeasure, NOW, NOW.plus(DAY), "Terms of use.");
    }

    private static Measure suspension(String id) {
        return measure(id, new Suspend());
    }

    @Test
    void apply_wholeCohort_coversAllOfItAndNobodyElse() {
        measures.apply(suspension("a"), COHORT, NOW);

        assertThat(COHORT).allMatch(account -> measures.of(account, NOW).size() == 1);
        assertThat(measures.of("acct-25000", NOW)).isEmpty();
        assertThat(measures.of("", NOW)).isEmpty();
        assertThat(measures.accounts()).isEqualTo(25_000);
    }

    @Test
    @Timeout(60)
    void apply_whileReadersRead_isSeenWhollyOrNotAtAll() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger covered = new AtomicInteger();
        AtomicInteger free = new AtomicInteger();
        // Whoever sees the last account covered, by whatever order of building, must see every other one so.
        Callable<Integer> reader = () -> {
            int halves = 0;
            List<String> accounts = List.copyOf(COHORT);
            while (!done.get()) {
                boolean anySeen = false;
                for (int i = 0; i < 200; i++) {
                    boolean seen = !measures.of(accounts.get(i * 125), NOW).isEmpty();
                    halves += anySeen && !seen ? 1 : 0;
                    anySeen |= seen;
                    (seen ? covered : free).incrementAndGet();
                }
            }
            return halves;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var halves = threads.submit(reader);
            while (free.get() == 0) {
                Thread.onSpinWait();
            }
            measures.apply(suspension("a"), COHORT, NOW);
            // Replaced by the same over and over: it never stops covering them.
            for (int i = 0; i < 20; i++) {
                measures.apply(suspension("a"), COHORT, NOW);
            }
            int before = covered.get();
            while (covered.get() < before + 1000) {
                Thread.onSpinWait();
            }
            done.set(true);
            assertThat(halves.get()).isZero();
        }
    }

    @Test
    void of_atTheBoundaries_holdsFromFirstInstantUntilTheLast() {
        measures.apply(suspension("a"), Set.of("x"), NOW);

        assertThat(measures.of("x", NOW.minusNanos(1))).isEmpty();
        assertThat(measures.of("x", NOW)).hasSize(1);
        assertThat(measures.of("x", NOW.plus(DAY).minusNanos(1))).hasSize(1);
        assertThat(measures.of("x", NOW.plus(DAY))).isEmpty();
    }

    @Test
    void of_afterExpiry_dropsWhatIsOver() {
        measures.apply(suspension("a"), COHORT, NOW);
        measures.apply(
                new Measure("longer", new Observe(), NOW, NOW.plus(DAY).plus(DAY), "Watched."), Set.of("acct-1"), NOW);

        assertThat(measures.of("acct-1", NOW.plus(DAY))).extracting(Measure::id).containsExactly("longer");
        assertThat(measures.accounts()).isOne();
        assertThat(measures.of("acct-1", NOW.plus(DAY).plus(DAY))).isEmpty();
        assertThat(measures.accounts()).isZero();
    }

    @Test
    void apply_alreadyOver_hasNoEffect() {
        measures.apply(suspension("a"), Set.of("x"), NOW.plus(DAY));

        assertThat(measures.accounts()).isZero();
    }

    @Test
    void apply_sameIdAgain_replacesMeasureAndAccounts() {
        measures.apply(suspension("a"), Set.of("x", "y"), NOW);
        measures.apply(measure("a", new Observe()), Set.of("y", "z"), NOW);

        assertThat(measures.of("x", NOW)).isEmpty();
        assertThat(measures.of("y", NOW)).extracting(Measure::countermeasure).containsExactly(new Observe());
        assertThat(measures.actions(NOW)).hasSize(1);
    }

    @Test
    void undo_oneOfTwo_leavesTheOther() {
        measures.apply(suspension("a"), Set.of("x", "y"), NOW);
        measures.apply(suspension("b"), Set.of("y"), NOW);

        assertThat(measures.undo("a", NOW)).isTrue();
        assertThat(measures.of("x", NOW)).isEmpty();
        assertThat(measures.of("y", NOW)).extracting(Measure::id).containsExactly("b");
        assertThat(measures.undo("a", NOW)).isFalse();
        assertThat(measures.undo("b", NOW.plus(DAY))).isFalse();
    }

    @Test
    void replace_everything_leavesOnlyTheNew() {
        measures.apply(suspension("a"), COHORT, NOW);
        Map<Measure, Set<String>> next = new LinkedHashMap<>();
        next.put(suspension("b"), Set.of("acct-1"));
        next.put(suspension("c"), Set.of("acct-1", "acct-2"));
        measures.replace(next, NOW);

        assertThat(measures.accounts()).isEqualTo(2);
        assertThat(measures.of("acct-1", NOW)).hasSize(2);
        assertThat(measures.actions(NOW)).extracting(Measure::id).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void apply_accountsChangedAfterwards_staysAsApplied() {
        Set<String> accounts = new java.util.HashSet<>(Set.of("x"));
        measures.apply(suspension("a"), accounts, NOW);
        accounts.add("y");
        measures.apply(suspension("b"), Set.of("z"), NOW);

        assertThat(measures.of("y", NOW)).isEmpty();
    }

    @Test
    void onChange_eachChange_isToldWithWhatEnded() {
        List<Set<String>> told = new ArrayList<>();
        measures.onChange(told::add);
        measures.apply(suspension("a"), Set.of("x"), NOW);
        measures.apply(suspension("b"), Set.of("x"), NOW);
        measures.undo("a", NOW);

        assertThat(told).containsExactly(Set.of(), Set.of(), Set.of("a"));
    }

    @Test
    void measure_endingBeforeItBegins_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Measure("a", new Suspend(), NOW, NOW, "Why."));
    }
}
