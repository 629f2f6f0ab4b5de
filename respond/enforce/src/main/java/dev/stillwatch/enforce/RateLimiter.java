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
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<Key, AtomicLong> emptyAt = new ConcurrentHashMap<>();

    /* With the rate: what was taken at one says nothing about what another has left. */
    private record Key(String measure, String account, Throttle rate) {}

    /** How long to wait for one request's worth, without taking it; empty where there is some. */
    Optional<Duration> wait(String measure, String account, Throttle rate, Instant now) {
        AtomicLong empty = emptyAt.get(new Key(measure, account, rate));
        long time = nanos(now);
        long wait = empty == null ? 0 : empty.get() - burst(rate) - time;
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }

    /** Takes one request's worth; says how long to wait where there is none left. */
    Optional<Duration> take(String measure, String account, Throttle rate, Instant now) {
        long nanosEach = nanosEach(rate);
        long time = nanos(now);
        AtomicLong empty = emptyAt.computeIfAbsent(new Key(measure, account, rate), _ -> new AtomicLong(time));
        while (true) {
            long before = empty.get();
            long due = Math.max(before, time);
            long wait = due - burst(rate) - time;
            if (wait > 0) {
                return Optional.of(Duration.ofNanos(wait));
            }
            if (empty.compareAndSet(before, due + nanosEach)) {
                return Optional.empty();
            }
        }
    }

    /* Rounded up, so that a rate is never exceeded; a century is as good as never and fits a long. */
    private static long nanosEach(Throttle rate) {
        Duration per = rate.per().compareTo(LONGEST) > 0 ? LONGEST : rate.per();
        return Math.ceilDiv(per.toNanos(), rate.requests());
    }

    private static long burst(Throttle rate) {
        return nanosEach(rate) * (rate.requests() - 1L);
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Accounts that anything is counted for. */
    int size() {
        return emptyAt.size();
    }

    /** Whether anything is counted for an account under a measure. */
    boolean counts(String measure, String account, Throttle rate) {
        return emptyAt.containsKey(new Key(measure, account, rate));
    }

    /** Forgets accounts that are owed their whole burst again: forgotten ones are, too. */
    void forgetIdle(Instant now) {
        long time = nanos(now);
        emptyAt.values().removeIf(empty -> empty.get() <= time);
    }

    /** Forgets what these measures counted, and idle accounts of others: not every measure is known to end. */
    void forget(Set<String> measures, Instant now) {
        emptyAt.keySet().removeIf(key -> measures.contains(key.measure));
        forgetIdle(now);
    }
}
