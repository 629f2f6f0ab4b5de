// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a door counts about itself. Labels come from closed lists: no account, key, address or model name is ever one.
 * Thread-safe.
 */
final class DoorMetrics {
    private final MeterRegistry registry;
    private final String door;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /** Why something went by unseen. */
    enum Unwatched {
        /** The queue was full. */
        DROPPED,
        /** Longer than what is read. */
        TOO_LONG,
        /** Whose it is cannot be told. */
        NO_ACCOUNT,
        /** Not of a kind that is known. */
        UNREADABLE,
        /** The door was too slow, or had too much to do. */
        LATE
    }

    /** What was asked for and could not be done, where serving is what then was configured. */
    enum Unenforced {
        /** The body was not shown to the door. */
        BODY_NOT_SENT,
        /** A withheld model: the door was not told which is asked for. */
        MODEL,
        /** Log-probabilities. */
        LOGPROBS,
        /** Token biases. */
        LOGIT_BIAS,
        /** Reasoning text. */
        REASONING,
        /** Number of completions. */
        COMPLETIONS,
        /** Temperature. */
        TEMPERATURE,
        /** Output marks. */
        WATERMARK,
        /** Sealing of reasoning blocks. */
        SEAL,
        /** Canaries. */
        CANARY
    }

    /**
     * @param door envoy, litellm or otlp
     */
    DoorMetrics(MeterRegistry registry, String door) {
        this.registry = registry;
        this.door = door;
        for (Unwatched why : Unwatched.values()) {
            counter("unwatched", "why", label(why));
        }
    }

    /** Shows a number that changes. */
    void gauge(String name, AtomicInteger value) {
        Gauge.builder("stillwatch.door." + name, value, AtomicInteger::get)
                .tag("door", door)
                .register(registry);
    }

    /** A request was refused, for a problem of this code. */
    void refused(String code) {
        counter("refusals", "code", code).increment();
    }

    /** A request was served. */
    void served() {
        counter("requests", "outcome", "served").increment();
    }

    void unwatched(Unwatched why) {
        unwatched(why, 1);
    }

    void unwatched(Unwatched why, int times) {
        counter("unwatched", "why", label(why)).increment(times);
    }

    void unenforced(Unenforced what) {
        counter("unenforced", "what", label(what)).increment();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Counter counter(String name, String label, String value) {
        return counters.computeIfAbsent(
                name + "/" + value,
                _ -> Counter.builder("stillwatch.door." + name)
                        .tag("door", door)
                        .tag(label, value)
                        .register(registry));
    }
}
