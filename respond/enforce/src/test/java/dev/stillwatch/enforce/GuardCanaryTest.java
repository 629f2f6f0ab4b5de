// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Period;
import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Canary;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose canary an answer gets. */
class GuardCanaryTest extends GuardedAccount {
    private static final Deterrence CLOSING = Deterrence.NONE.withCanary(Optional.of(Canary.CLOSING));
    private static final Deterrence INSTRUCTION = Deterrence.NONE.withCanary(Optional.of(Canary.INSTRUCTION));

    private Optional<CanaryOrder> canary() {
        return ((Admission.Admitted) ask("m-large")).canary();
    }

    @Test
    void admit_measureWithCanary_isThatMeasuresAndNobodyElses() {
        apply("a-1", new Deter(CLOSING));

        assertThat(canary()).contains(new CanaryOrder(new Cohort("a-1", 0), Canary.CLOSING));
        assertThat(guard.admit("neighbour", Optional.of("m-large")))
                .isEqualTo(new Admission.Admitted(Deterrence.NONE, false));
    }

    @Test
    void admit_otherMeasures_giveNone() {
        apply("a-1", new Observe());
        apply("a-2", new Deter(Rewriting.strip()));

        assertThat(canary()).isEmpty();
    }

    @Test
    void admit_canaryForEverybody_isForNobody() {
        Guard all = new Guard(measures, CLOSING, clock);

        assertThat(all.free(ACCOUNT)).isTrue();
        assertThat(all.admit(ACCOUNT, Optional.empty())).isEqualTo(new Admission.Admitted(Deterrence.NONE, false));
    }

    @Test
    void admit_severalMeasures_oldestCanaryCounts_thenTheFirstById() {
        apply("a-2", new Deter(INSTRUCTION));
        apply("a-1", new Deter(CLOSING));
        assertThat(canary()).contains(new CanaryOrder(new Cohort("a-1", 0), Canary.CLOSING));

        measures.apply(
                new Measure(
                        "a-9",
                        new Deter(INSTRUCTION),
                        SetClock.START.minusSeconds(1),
                        SetClock.START.plus(DAY),
                        "Older."),
                Set.of(ACCOUNT),
                clock.instant());
        assertThat(canary()).contains(new CanaryOrder(new Cohort("a-9", 0), Canary.INSTRUCTION));
    }

    @Test
    void admit_longMeasure_changesPeriods() {
        Duration twoPeriods = Period.LENGTH.multipliedBy(2);
        measures.apply(
                new Measure(
                        "a-1", new Deter(CLOSING), SetClock.START.minus(twoPeriods), SetClock.START.plus(DAY), "Long."),
                Set.of(ACCOUNT),
                clock.instant());

        assertThat(canary()).contains(new CanaryOrder(new Cohort("a-1", 2), Canary.CLOSING));
    }

    @Test
    void admit_ended_givesNone() {
        apply("a-1", new Deter(CLOSING));
        assertThat(measures.undo("a-1", clock.instant())).isTrue();

        assertThat(canary()).isEmpty();
    }

    @Test
    void strictest_ofTwo_keepsACanary() {
        assertThat(Deterrences.strictest(Rewriting.strip(), CLOSING).canary()).contains(Canary.CLOSING);
        assertThat(Deterrences.strictest(CLOSING, Rewriting.strip()).canary()).contains(Canary.CLOSING);
    }
}
