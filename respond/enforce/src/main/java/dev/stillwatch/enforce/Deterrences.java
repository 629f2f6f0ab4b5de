// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Combines what several measures ask for into what is done: the stricter of each. */
final class Deterrences {
    private Deterrences() {}

    static Deterrence strictest(Deterrence a, Deterrence b) {
        return new Deterrence(
                logprobs(a.logprobs(), b.logprobs()),
                a.denyLogitBias() || b.denyLogitBias(),
                reasoning(a.reasoning(), b.reasoning()),
                least(a.mostCompletions(), b.mostCompletions()),
                greatest(a.leastTemperature(), b.leastTemperature()),
                a.keepWatermark() || b.keepWatermark(),
                a.sealReasoning() || b.sealReasoning(),
                a.canary().or(b::canary));
    }

    private static Optional<Logprobs> logprobs(Optional<Logprobs> a, Optional<Logprobs> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b);
        }
        return Optional.of(
                a.get() instanceof Logprobs.Round(int mostA, int decimalsA)
                                && b.get() instanceof Logprobs.Round(int mostB, int decimalsB)
                        ? new Logprobs.Round(Math.min(mostA, mostB), Math.min(decimalsA, decimalsB))
                        : new Logprobs.Strip());
    }

    private static Optional<Reasoning> reasoning(Optional<Reasoning> a, Optional<Reasoning> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b);
        }
        return a.get() == b.get() ? a : Optional.of(Reasoning.WITHHOLD);
    }

    private static OptionalInt least(OptionalInt a, OptionalInt b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalInt.of(Math.min(a.getAsInt(), b.getAsInt()));
    }

    private static OptionalDouble greatest(OptionalDouble a, OptionalDouble b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalDouble.of(Math.max(a.getAsDouble(), b.getAsDouble()));
    }
}
