// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.ApiKeyAuthentication;
import dev.stillwatch.gateway.ExchangeRecorder;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.GatewayServer;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.gateway.RequestTraces;
import dev.stillwatch.gateway.Upstream;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway before a model server, with an account for each countermeasure. */
final class Setting implements AutoCloseable {
    static final URI VERIFICATION = URI.create("https://accounts.example/verify?case=C-1");
    static final String REASON = "Campaign C-1.";

    /** An account's name, and what holds for it; its API key is {@link #key}. */
    static final Map<String, Countermeasure> HELD = Map.ofEntries(
            Map.entry("suspended", new Countermeasure.Suspend()),
            Map.entry("step-up", new Countermeasure.StepUp(VERIFICATION)),
            Map.entry("withheld", new Countermeasure.Withhold(Set.of("m-secret"))),
            Map.entry("throttled-openai", new Countermeasure.Throttle(1, Duration.ofSeconds(2))),
            Map.entry("throttled-anthropic", new Countermeasure.Throttle(1, Duration.ofSeconds(2))),
            Map.entry("throttled-openai-java", new Countermeasure.Throttle(1, Duration.ofSeconds(7))),
            Map.entry("throttled-anthropic-java", new Countermeasure.Throttle(1, Duration.ofSeconds(7))),
            Map.entry("observed", new Countermeasure.Observe()),
            Map.entry("stripped", deter(Optional.of(new Deterrence.Logprobs.Strip()), Optional.empty(), false)),
            Map.entry("rounded", deter(Optional.of(new Deterrence.Logprobs.Round(2, 1)), Optional.empty(), false)),
            Map.entry("unreasoned", deter(Optional.empty(), Optional.of(Deterrence.Reasoning.WITHHOLD), false)),
            Map.entry("summarised", deter(Optional.empty(), Optional.of(Deterrence.Reasoning.SUMMARISE), false)),
            Map.entry(
                    "canary",
                    new Countermeasure.Deter(Deterrence.NONE.withCanary(Optional.of(Deterrence.Canary.CLOSING)))),
            Map.entry("sealed", deter(Optional.empty(), Optional.empty(), true)),
            Map.entry(
                    "everything",
                    new Countermeasure.Deter(new Deterrence(
                            Optional.of(new Deterrence.Logprobs.Strip()),
                            true,
                            Optional.of(Deterrence.Reasoning.WITHHOLD),
                            OptionalInt.of(1),
                            OptionalDouble.of(0.7),
                            true,
                            true))));

    private static final CanaryKeys CANARIES = CanaryKeys.at(
            "env:KEY",
            name -> "{\"primaryKeyId\":7,\"key\":[{"
                    + "\"keyData\":{\"typeUrl\":\"type.googleapis.com/google.crypto.tink.HmacPrfKey\",\"keyMaterialType\":"
                    + "\"SYMMETRIC\",\"value\":\"EgIIAxogAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"},"
                    + "\"outputPrefixType\":\"RAW\",\"keyId\":7,\"status\":\"ENABLED\"}]}");

    final ModelServer model;
    final GatewayServer gateway;
    final Recorded recorded = new Recorded();

    /** What the gateway recorded. */
    static final class Recorded implements ExchangeRecorder {
        final List<ExchangeDigest> digests = new CopyOnWriteArrayList<>();

        @Override
        public void record(ExchangeDigest digest) {
            digests.add(digest);
        }

        @Override
        public void watched(Exchange exchange) {
            // Evidence is kept elsewhere.
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }
    }

    /**
     * @param clock what the gateway takes for the time, when it throttles
     */
    Setting(InstantSource clock) throws Exception {
        model = new ModelServer();
        AccountNames names = new AccountNames("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        MeasuresInForce measures = new MeasuresInForce();
        Instant now = clock.instant();
        HELD.forEach((account, countermeasure) -> measures.apply(
                new Measure("action-" + account, countermeasure, now, now.plus(Duration.ofHours(2)), REASON),
                Set.of(names.ofKey(key(account))),
                now));
        gateway = GatewayServer.start(
                new GatewayServer.Parts(
                        new Listening("127.0.0.1", 0, Optional.empty()),
                        Upstream.at(model.url()),
                        ProxyLimits.DEFAULTS,
                        new ApiKeyAuthentication(names, Principal::of),
                        Set.of(),
                        new Guard(measures, Deterrence.NONE, clock),
                        Optional.of(new ReasoningSeal(List.of(new byte[ReasoningSeal.KEY_BYTES]))),
                        Optional.of(new Canaries(CANARIES::assignment, (_, _, _) -> {})),
                        recorded,
                        FailureMode.SERVE,
                        false,
                        1,
                        RequestTraces.NONE,
                        InstantSource.system()),
                new SimpleMeterRegistry());
    }

    private static Countermeasure deter(
            Optional<Deterrence.Logprobs> logprobs, Optional<Deterrence.Reasoning> reasoning, boolean seal) {
        return new Countermeasure.Deter(
                new Deterrence(logprobs, false, reasoning, OptionalInt.empty(), OptionalDouble.empty(), false, seal));
    }

    /** What answers to the question of these tests end with for the account {@code canary}. */
    static String canary() {
        return "\n\n" + CANARIES.assignment(new Cohort("action-canary", 0)).sentence(Occasion.of("What is a still?"));
    }

    /** The API key of an account; {@code free} and every other name that nothing holds for. */
    static String key(String account) {
        return "sk-test-" + account;
    }

    String url() {
        return "http://127.0.0.1:" + gateway.port();
    }

    /** Returns when the model server has seen a client leave before its stream was over. */
    void awaitBrokenOff(String test) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!model.brokenOff(test)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("the model server still streams");
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        gateway.close();
        model.close();
    }
}
