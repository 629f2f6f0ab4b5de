// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Countermeasure.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds accounts to a rate by the generic cell rate algorithm: a burst of {@code requests} is served at once, then one
 * every {@code per / requests}.
 *
 * <p>One number per throttled account; nothing is counted for others. Thread-safe.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
 */
final class RateLimiter {
    private final Map<Key, AtomicLong> emptyAt = new ConcurrentHashMap<>();

    private record Key(String measure, String account) {}

    /** Takes one request's worth; says how long to wait where there is none left. */
    Optional<Duration> take(String measure, String account, Throttle rate, Instant now) {
        long nanosEach = Math.max(1, rate.per().dividedBy(rate.requests()).toNanos());
        long burst = nanosEach * (rate.requests() - 1L);
        long time = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        AtomicLong empty = emptyAt.computeIfAbsent(new Key(measure, account), _ -> new AtomicLong(time));
        while (true) {
            long before = empty.get();
            long due = Math.max(before, time);
            long wait = due - burst - time;
            if (wait > 0) {
                return Optional.of(Duration.ofNanos(wait));
            }
            if (empty.compareAndSet(before, due + nanosEach)) {
                return Optional.empty();
            }
        }
    }

    /** Forgets accounts whose measure is over. */
    void keepOnly(Set<String> measures) {
        emptyAt.keySet().removeIf(key -> !measures.contains(key.measure));
    }
}
