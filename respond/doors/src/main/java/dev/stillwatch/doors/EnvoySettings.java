// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ProxyLimits;
import java.time.Duration;
import java.util.Objects;

/**
 * How Envoy is answered.
 *
 * @param listening this machine's own address, or mutual TLS
 * @param identity by what accounts are told apart
 * @param limits of bodies, as for the proxy
 * @param load how much is taken at once
 * @param deadline longest time from a message's arrival to its answer; less than Envoy's own {@code message_timeout}
 * @param whenLate what is done with a request that cannot be answered in time
 * @param whenBlind what is done with requests while exchanges cannot be recorded or are not looked at
 * @param whenUnenforceable what is done with a request of an account under measures, where Envoy is set up not to show
 *     what the measures need
 * @param passUnknownPaths whether paths that are not known go on, unwatched
 */
public record EnvoySettings(
        Listening listening,
        EnvoyIdentity identity,
        ProxyLimits limits,
        Load load,
        Duration deadline,
        FailureMode whenLate,
        FailureMode whenBlind,
        FailureMode whenUnenforceable,
        boolean passUnknownPaths) {

    /**
     * How much is taken at once.
     *
     * @param messageBytes longest message; a longer one ends its stream with an error
     * @param streams requests at once
     * @param workers threads that read and change bodies
     * @param waiting messages that wait for a worker; one more is late at once
     * @param watched messages that wait where Envoy only lets watch; more are dropped and counted
     * @param heldBytes messages and bodies held at once, of all streams together; one more is late, or dropped, at once
     */
    public record Load(int messageBytes, int streams, int workers, int waiting, int watched, long heldBytes) {
        /** Messages of 33 MiB, 10,000 requests at once, a worker for each processor, 512 MiB held. */
        public static final Load DEFAULTS =
                new Load(33 << 20, 10_000, Runtime.getRuntime().availableProcessors(), 1_000, 10_000, 512L << 20);

        public Load {
            if (heldBytes < messageBytes) {
                throw new IllegalArgumentException("heldBytes must be messageBytes or more");
            }
            if (messageBytes < 1024 || streams < 1 || workers < 1 || waiting < 1 || watched < 1) {
                throw new IllegalArgumentException("loads must be 1 or more, 1024 bytes for messages");
            }
        }
    }

    public EnvoySettings {
        Objects.requireNonNull(listening, "listening is null");
        Objects.requireNonNull(identity, "identity is null");
        Objects.requireNonNull(limits, "limits is null");
        Objects.requireNonNull(load, "load is null");
        Objects.requireNonNull(whenLate, "whenLate is null");
        Objects.requireNonNull(whenBlind, "whenBlind is null");
        Objects.requireNonNull(whenUnenforceable, "whenUnenforceable is null");
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("deadline is " + deadline + ", must be longer than zero");
        }
    }
}
