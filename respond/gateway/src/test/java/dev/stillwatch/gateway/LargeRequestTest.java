// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are read beside the event loop, which may take longer than the model's whole answer. */
@Timeout(60)
class LargeRequestTest {
    private static final String LARGE = "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + "What is a still? ".repeat(10_000) + "\"}]}";
    private static final String SMALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi.\"}]}";

    /** Bytes of a digest, more where it has a long text and fewer where it has none. */
    private static final int SHORT = 170;

    private final LateReading reading = new LateReading();

    /** One event loop, so that a second exchange shows how far the loop has come with a first. */
    private RunningGateway gateway(FakeModelServer model) {
        return new RunningGateway(model.url(), parts -> Changed.eventLoops(parts, 1), _ -> reading);
    }

    private static CompletableFuture<HttpResponse<String>> ask(RunningGateway gateway, String body) {
        return gateway.client.sendAsync(
                gateway.request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void otherExchanges(RunningGateway gateway) throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.post("/v1/chat/completions", SMALL).statusCode()).isEqualTo(200);
        }
    }

    private void lastByteWaits(RunningGateway gateway, String answer) throws Exception {
        CompletableFuture<HttpResponse<String>> large = ask(gateway, LARGE);
        Runnable read = reading.next();
        otherExchanges(gateway);
        assertThat(large).isNotDone();
        assertThat(gateway.recorder.digests).hasSize(20);
        read.run();
        assertThat(large.get(20, TimeUnit.SECONDS).body()).isEqualTo(answer);
        assertThat(gateway.recorder.digests).hasSize(21);
        assertThat(DigestCodec.encode(gateway.recorder.digests.getLast())).hasSizeGreaterThan(SHORT);
    }

    @Test
    void answerOfKnownLength_itsLastByteWaitsUntilTheExchangeIsRecorded() throws Exception {
        String answer = "{\"text\":\"" + "It distils. ".repeat(100) + "\"}";
        try (FakeModelServer model = FakeModelServer.json(answer);
                RunningGateway gateway = gateway(model)) {
            lastByteWaits(gateway, answer);
        }
    }

    @Test
    void longAnswer_comesWholeAndInOrder() throws Exception {
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < 500_000; i++) {
            answer.append(i).append(' ');
        }
        try (FakeModelServer model =
                        new FakeModelServer((asked, response) -> response.putHeader("content-type", "application/json")
                                .end(asked.body().equals(SMALL) ? "{}" : answer.toString()));
                RunningGateway gateway = gateway(model)) {
            lastByteWaits(gateway, answer.toString());
        }
    }

    @Test
    void answerThatIsChanged_waitsUntilTheExchangeIsRecorded() throws Exception {
        String answer = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hello.\"}}]}";
        try (FakeModelServer model = FakeModelServer.json(answer);
                RunningGateway gateway = gateway(model)) {
            gateway.apply(new Countermeasure.Deter(new Deterrence(
                    Optional.of(new Deterrence.Logprobs.Strip()),
                    false,
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    false,
                    false)));
            lastByteWaits(gateway, answer);
        }
    }

    @Test
    void streamedAnswer_itsEventsPassAtOnceAndItsEndWaits() throws Exception {
        String events = "data: {\"n\":0}\n\ndata: {\"n\":1}\n\n";
        try (FakeModelServer model = FakeModelServer.events("data: {\"n\":0}", "data: {\"n\":1}");
                RunningGateway gateway = gateway(model)) {
            HttpResponse<InputStream> large = gateway.client.send(
                    gateway.request("/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(LARGE))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            Runnable read = reading.next();
            assertThat(large.body().readNBytes(events.length())).isEqualTo(events.getBytes(StandardCharsets.UTF_8));
            otherExchanges(gateway);
            assertThat(gateway.recorder.digests).hasSize(20);
            read.run();
            assertThat(large.body().read()).isEqualTo(-1);
            assertThat(gateway.recorder.digests).hasSize(21);
        }
    }

    @Test
    void clientLeaves_cancelsTheModelServersWorkAtOnceAndIsRecordedLater() throws Exception {
        try (FakeModelServer model = new FakeModelServer((_, response) -> {
                    response.putHeader("content-type", "text/event-stream").setChunked(true);
                    response.write("data: {}\n\n");
                });
                RunningGateway gateway = gateway(model)) {
            HttpResponse<InputStream> large = gateway.client.send(
                    gateway.request("/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(LARGE))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            Runnable read = reading.next();
            assertThat(large.body().read()).isEqualTo('d');
            large.body().close();
            assertThat(model.brokenOff.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/chat/completions");
            assertThat(gateway.recorder.digests).isEmpty();
            // A drain must not end before this exchange is recorded.
            assertThat(gateway.server.drain(Duration.ZERO)).isFalse();
            read.run();
            assertThat(gateway.server.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }

    @Test
    void modelServerBreaksOff_theClientSeesItAtOnce() throws Exception {
        BlockingQueue<Runnable> cut = new LinkedBlockingQueue<>();
        try (FakeModelServer model = new FakeModelServer((_, response) -> {
                    response.putHeader("content-type", "text/event-stream").setChunked(true);
                    response.write("data: {}\n\n");
                    cut.add(response::reset);
                });
                RunningGateway gateway = gateway(model)) {
            CompletableFuture<HttpResponse<String>> large = ask(gateway, LARGE);
            Runnable read = reading.next();
            Runnable breakOff = cut.poll(10, TimeUnit.SECONDS);
            model.vertx().runOnContext(_ -> breakOff.run());
            assertThat(large.handle((_, failure) -> failure).get(20, TimeUnit.SECONDS))
                    .isNotNull();
            read.run();
            assertThat(gateway.server.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void readingFails_theAnswerPassesAndTheExchangeCountsWithoutItsText() throws Exception {
        LargeBodies failing = new LargeBodies() {
            @Override
            public <T> Future<T> read(int bytes, Callable<T> read) {
                Promise<T> promise = Promise.promise();
                Objects.requireNonNull(Vertx.currentContext()).runOnContext(_ -> promise.fail("broken"));
                return promise.future();
            }
        };
        try (FakeModelServer model = FakeModelServer.json("{}");
                RunningGateway gateway = new RunningGateway(model.url(), UnaryOperator.identity(), _ -> failing)) {
            assertThat(ask(gateway, LARGE).get(20, TimeUnit.SECONDS).body()).isEqualTo("{}");
            assertThat(gateway.recorder.digests)
                    .singleElement()
                    .satisfies(digest -> assertThat(DigestCodec.encode(digest)).hasSizeLessThan(SHORT));
            assertThat(gateway.registry.scrape()).contains("stillwatch_gateway_uninspected_total");
        }
    }
}
