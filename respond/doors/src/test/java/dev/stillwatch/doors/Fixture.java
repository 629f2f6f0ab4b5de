// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What doors are made of, with everything a test may want to look at. */
final class Fixture {
    static final String KEY = "sk-canary-key-4711";
    static final String PROMPT = "canary-prompt-0815";
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final MeasuresInForce measures = new MeasuresInForce();
    final RecordingRecorder recorder = new RecordingRecorder();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AccountNames names = new AccountNames("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    final PlantedCanaries canaries = new PlantedCanaries();
    final DoorParts parts = new DoorParts(
            new Guard(measures, Deterrence.NONE, InstantSource.fixed(NOW)),
            Optional.of(new ReasoningSeal(List.of(new byte[ReasoningSeal.KEY_BYTES]))),
            Optional.of(canaries.canaries),
            recorder,
            InstantSource.fixed(NOW),
            registry);

    /** Applies a countermeasure to an account for an hour. */
    void apply(String account, Countermeasure countermeasure) {
        measures.apply(
                new Measure("a-1", countermeasure, NOW, NOW.plus(Duration.ofHours(1)), "Campaign C-1."),
                Set.of(account),
                NOW);
    }

    /** A deterrence of everything that there is, reasoning and log-probabilities taken away. */
    static Deterrence everything() {
        return new Deterrence(
                Optional.of(new Deterrence.Logprobs.Strip()),
                true,
                Optional.of(Deterrence.Reasoning.WITHHOLD),
                OptionalInt.of(1),
                OptionalDouble.of(0.7),
                true,
                true);
    }

    double count(String name, String... tags) {
        var counter = registry.find("stillwatch.door." + name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Waits for something that happens on another thread. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Nothing that leaves the process may hold what a client said or proved. */
    void assertNoCanary(String... outputs) {
        assertThat(registry.scrape()).doesNotContain(KEY).doesNotContain(PROMPT).doesNotContain("canary");
        for (String output : outputs) {
            assertThat(output).doesNotContain(KEY).doesNotContain(PROMPT);
        }
    }
}
