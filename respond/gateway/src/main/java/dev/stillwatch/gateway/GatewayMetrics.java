// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the gateway counts about itself. Names and labels come from closed lists: no account, key, address or model name
 * is ever a label. Thread-safe.
 */
final class GatewayMetrics {
    private static final Duration[] HANDOVER = millis(0.25, 0.5, 1, 2.5, 5, 10, 25, 100, 1_000);
    private static final Duration[] WHOLE = millis(5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 30_000, 60_000, 300_000);

    private final MeterRegistry registry;
    private final AtomicInteger active = new AtomicInteger();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("stillwatch.gateway.active", active, AtomicInteger::get)
                .description("Requests being served")
                .register(registry);
        // From the start, so that the first of a kind shows as a rise and not as a new line.
        for (String why : Refusing.NAMES) {
            counter("refusals", "why", why);
        }
        counter("stalls", "side", "client");
        counter("stalls", "side", "upstream");
        counter("uninspected", "why", "too_long");
        counter("dropped_events", "why", "unreadable");
        counter("dropped_events", "why", "too_long");
    }

    private static Duration[] millis(double... millis) {
        return Arrays.stream(millis)
                .mapToObj(m -> Duration.ofNanos(Math.round(m * 1_000_000)))
                .toArray(Duration[]::new);
    }

    void opened() {
        active.incrementAndGet();
    }

    void closed() {
        active.decrementAndGet();
    }

    int active() {
        return active.get();
    }

    /** A request goes to the model server, so long after it came in: what the gateway adds to the time to an answer. */
    void handedOver(String path, Duration after) {
        timers.computeIfAbsent(
                        path,
                        _ -> Timer.builder("stillwatch.gateway.handover")
                                .description("Arrival of a request to handing it to the model server")
                                .tag("path", path)
                                .serviceLevelObjectives(HANDOVER)
                                .register(registry))
                .record(after);
    }

    /** One exchange is over: path kind, outcome (ok, upstream_error, client_gone, refused...) and how long it took. */
    void finished(String path, String outcome, Duration took) {
        timers.computeIfAbsent(
                        path + "/" + outcome,
                        _ -> Timer.builder("stillwatch.gateway.requests")
                                .description("Requests by path and outcome, arrival to last byte")
                                .tag("path", path)
                                .tag("outcome", outcome)
                                .serviceLevelObjectives(WHOLE)
                                .register(registry))
                .record(took);
    }

    /** Something that is counted by one label. */
    void count(String name, String label, String value) {
        counter(name, label, value).increment();
    }

    private Counter counter(String name, String label, String value) {
        return counters.computeIfAbsent(
                name + "/" + value,
                _ -> Counter.builder("stillwatch.gateway." + name)
                        .tag(label, value)
                        .register(registry));
    }
}
