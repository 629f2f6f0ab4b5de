// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.evidence.EvidenceVerifier;
import dev.stillwatch.evidence.Verification;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Reads the whole log again on a thread of its own, one time after another. Thread-safe. */
final class FullVerification {
    private final EvidenceParts evidence;
    private final InstantSource clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Never());

    FullVerification(EvidenceParts evidence, InstantSource clock) {
        this.evidence = evidence;
        this.clock = clock;
    }

    /** How far it has come. */
    sealed interface State {
        /** Nobody has asked for it since the start. */
        record Never() implements State {}

        /**
         * It reads.
         *
         * @param done entries read
         * @param total entries to read; 0 until that is known
         */
        record Running(String who, Instant since, long done, long total) implements State {}

        /** It has read everything. */
        record Done(String who, Instant since, Instant until, Verification result) implements State {}

        /** It could not read everything. */
        record Failed(String who, Instant since, String why) implements State {}
    }

    State state() {
        return state.get();
    }

    /** Begins, unless it is under way. */
    void begin(String who) {
        Instant since = clock.instant();
        State before = state.get();
        if (before instanceof State.Running || !state.compareAndSet(before, new State.Running(who, since, 0, 0))) {
            return;
        }
        Thread.ofPlatform().daemon().name("evidence-verification").start(() -> state.set(read(who, since)));
    }

    private State read(String who, Instant since) {
        try {
            Verification result = new EvidenceVerifier(evidence.key())
                    .verify(evidence.log(), (done, total) -> state.set(new State.Running(who, since, done, total)));
            return new State.Done(who, since, clock.instant(), result);
        } catch (StillwatchException e) {
            return new State.Failed(who, since, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new State.Failed(
                    who, since, "The log could not be read (" + e.getClass().getSimpleName() + ").");
        }
    }
}
