// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.console.ServiceFigures.Requests;
import dev.stillwatch.console.ServiceHealth.Door;
import dev.stillwatch.console.ServiceHealth.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What gateway and doors have counted, by what became of requests. Thread-safe; costs microseconds. */
final class RequestCounts {
    private static final String REQUESTS = "stillwatch.gateway.requests";
    private static final String PROBLEMS = "stillwatch.gateway.problems";
    private static final String DOOR_REQUESTS = "stillwatch.door.requests";
    private static final String DOOR_REFUSALS = "stillwatch.door.refusals";
    /** What a request that came too fast is told. */
    private static final String TOO_FAST = "account_throttled";

    private static final Set<String> FAILED = Set.of("upstream_error", "upstream_cut", "upstream_failed");
    private static final Set<String> BROKEN_OFF = Set.of("client_gone", "client_stalled");

    private final MeterRegistry registry;

    RequestCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Of all ways in together.
     *
     * @param active being served by the gateway
     */
    Requests all(int active) {
        return new Requests(
                gateway("ok"::equals) + counter(DOOR_REQUESTS, "outcome", _ -> true, Optional.empty()),
                counter(PROBLEMS, "code", code -> refusal(code) && !code.equals(TOO_FAST), Optional.empty())
                        + counter(DOOR_REFUSALS, "code", code -> !code.equals(TOO_FAST), Optional.empty()),
                counter(PROBLEMS, "code", TOO_FAST::equals, Optional.empty())
                        + counter(DOOR_REFUSALS, "code", TOO_FAST::equals, Optional.empty()),
                gateway(FAILED::contains),
                gateway(BROKEN_OFF::contains),
                active);
    }

    /* Many are refused before they count as requests; those that the model server failed are counted as that. */
    private static boolean refusal(String code) {
        return !code.startsWith("upstream_");
    }

    /** Of one way in. */
    Door of(Way way, Optional<String> address) {
        if (way == Way.GATEWAY) {
            return new Door(
                    way,
                    address,
                    gateway(outcome -> !outcome.equals("refused")),
                    counter(PROBLEMS, "code", RequestCounts::refusal, Optional.empty()),
                    counter("stillwatch.gateway.uninspected", "why", _ -> true, Optional.empty()));
        }
        Optional<String> door = Optional.of(way.name().toLowerCase(Locale.ROOT));
        return new Door(
                way,
                address,
                counter(DOOR_REQUESTS, "outcome", _ -> true, door),
                counter(DOOR_REFUSALS, "code", _ -> true, door),
                counter("stillwatch.door.unwatched", "why", _ -> true, door));
    }

    private long gateway(Predicate<String> outcome) {
        return registry.find(REQUESTS).timers().stream()
                .filter(timer -> outcome.test(String.valueOf(timer.getId().getTag("outcome"))))
                .mapToLong(Timer::count)
                .sum();
    }

    private long counter(String name, String tag, Predicate<String> value, Optional<String> door) {
        double sum = registry.find(name).counters().stream()
                .filter(c -> door.isEmpty() || door.get().equals(c.getId().getTag("door")))
                .filter(c -> value.test(String.valueOf(c.getId().getTag(tag))))
                .mapToDouble(Counter::count)
                .sum();
        return Math.round(sum);
    }
}
