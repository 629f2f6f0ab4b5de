// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.Measure;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.enforce.RequestLimits;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A gateway before a model server, with everything a test may want to look at. */
final class RunningGateway implements AutoCloseable {
    static final String KEY = "sk-canary-key-4711";

    final MeasuresInForce measures = new MeasuresInForce();
    final RecordingRecorder recorder = new RecordingRecorder();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AccountNames names = new AccountNames("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    final PlantedCanaries canaries = new PlantedCanaries();
    final GatewayServer server;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningGateway(URI upstream) {
        this(upstream, UnaryOperator.identity());
    }

    RunningGateway(URI upstream, UnaryOperator<GatewayServer.Parts> change) {
        this(upstream, RequestLimits.none(), change, vertx -> new ReadingThreads(vertx, 2));
    }

    RunningGateway(URI upstream, RequestLimits limits) {
        this(upstream, limits, UnaryOperator.identity(), vertx -> new ReadingThreads(vertx, 2));
    }

    RunningGateway(URI upstream, UnaryOperator<GatewayServer.Parts> change, Function<Vertx, LargeBodies> large) {
        this(upstream, RequestLimits.none(), change, large);
    }

    private RunningGateway(
            URI upstream,
            RequestLimits limits,
            UnaryOperator<GatewayServer.Parts> change,
            Function<Vertx, LargeBodies> large) {
        Guard guard = new Guard(measures, Deterrence.NONE, limits, InstantSource.system());
        server = GatewayServer.start(
                change.apply(new GatewayServer.Parts(
                        new Listening("127.0.0.1", 0, Optional.empty()),
                        Upstream.at(upstream),
                        ProxyLimits.DEFAULTS,
                        new ApiKeyAuthentication(names, Principal::of),
                        Set.of(),
                        guard,
                        Optional.of(new ReasoningSeal(List.of(new byte[ReasoningSeal.KEY_BYTES]))),
                        Optional.of(canaries.canaries),
                        recorder,
                        FailureMode.SERVE,
                        false,
                        2,
                        RequestTraces.NONE,
                        InstantSource.system())),
                registry,
                large);
    }

    String account() {
        return names.ofKey(KEY);
    }

    /** Applies a countermeasure to the test's account for an hour. */
    void apply(Countermeasure countermeasure) {
        Instant now = Instant.now();
        measures.apply(
                new Measure("a-1", countermeasure, now, now.plus(Duration.ofHours(1)), "Campaign C-1."),
                Set.of(account()),
                now);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path))
                .header("authorization", "Bearer " + KEY)
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                request(path)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
