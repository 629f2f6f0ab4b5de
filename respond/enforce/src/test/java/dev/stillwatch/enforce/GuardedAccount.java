// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** An account, what holds for it, and a guard to ask. */
abstract class GuardedAccount {
    static final String ACCOUNT = "acct";
    static final Duration DAY = Duration.ofDays(1);

    final SetClock clock = new SetClock();
    final MeasuresInForce measures = new MeasuresInForce();
    final Guard guard = new Guard(measures, Deterrence.NONE, clock);

    void apply(String id, Countermeasure countermeasure) {
        measures.apply(
                new Measure(id, countermeasure, SetClock.START, SetClock.START.plus(DAY), id + "."),
                Set.of(ACCOUNT),
                clock.instant());
    }

    Admission ask(String model) {
        return guard.admit(ACCOUNT, Optional.of(model));
    }

    boolean served() {
        return ask("m-large") instanceof Admission.Admitted;
    }

    Refusal refusal(String model) {
        return ((Admission.Refused) ask(model)).refusal();
    }
}
