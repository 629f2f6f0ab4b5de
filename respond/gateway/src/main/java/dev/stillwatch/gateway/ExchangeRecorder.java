// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import java.util.Optional;

/**
 * Where the gateway puts what it saw. Thread-safe; called on event loops just before the client gets the last byte of
 * its answer, so it takes microseconds and survives the end of the process.
 */
public interface ExchangeRecorder {

    /** Records one exchange; an exchange that cannot be recorded is counted and said by {@link #trouble}. */
    void record(ExchangeDigest digest);

    /**
     * Offers a whole exchange, with its texts, of an account that a measure says to watch; kept, encrypted, only where
     * a case wants evidence.
     */
    void watched(Exchange exchange);

    /**
     * Is told that an account sent a sealed reasoning block that was not given to it, or not for this model and
     * conversation: somebody collects such blocks. Clients that cut the start of a conversation off look the same.
     */
    default void replayed(String account) {}

    /** Why exchanges cannot be recorded or are not looked at just now, in words safe to show; empty when all is well. */
    Optional<String> trouble();
}
