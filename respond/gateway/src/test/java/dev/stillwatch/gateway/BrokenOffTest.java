// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of which the client has had a part: what was learnt from them was learnt, so they count. */
@Timeout(60)
class BrokenOffTest {
    private static final String CHAT =
            "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}";
    private static final Countermeasure STRIP = new Countermeasure.Deter(new Deterrence(
            Optional.of(new Deterrence.Logprobs.Strip()),
            false,
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false,
            false));
    private static final String PATH = "/v1/chat/completions";

    private static FakeModelServer answering(Consumer<HttpServerResponse> answer) throws Exception {
        return new FakeModelServer((_, response) -> answer.accept(response));
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(deadline);
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
    }

    private static long finished(RunningGateway gateway, String outcome) {
        Timer timer = gateway.registry
                .find("stillwatch.gateway.requests")
                .tag("outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void modelServerBreaksOff_inAStream_isRecordedWithWhatWasSeenAndCounted() throws Exception {
        try (FakeModelServer model = answering(response -> {
                    response.putHeader("content-type", "text/event-stream").setChunked(true);
                    response.write("data: {\"message\":{\"usage\":{\"input_tokens\":25,\"output_tokens\":3}}}\n\n")
                            .onComplete(_ -> response.reset());
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            gateway.apply(new Countermeasure.Observe());
            assertThatThrownBy(() -> gateway.post(PATH, CHAT)).isInstanceOf(IOException.class);
            await("counted", () -> finished(gateway, "upstream_cut") == 1);
            assertThat(gateway.recorder.digests)
                    .singleElement()
                    .satisfies(digest -> assertThat(digest.account()).isEqualTo(gateway.account()));
            assertThat(gateway.recorder.watched).singleElement().satisfies(exchange -> {
                assertThat(exchange.status()).hasValue(200);
                assertThat(exchange.usage().output()).isEqualTo(OptionalLong.of(3));
            });
        }
    }

    @Test
    void modelServerBreaksOff_inABody_isRecorded() throws Exception {
        try (FakeModelServer model = answering(response -> {
                    response.putHeader("content-type", "application/json").putHeader("content-length", "1000");
                    response.write("{\"choices\":[{\"message\":{\"content\":\"Because")
                            .onComplete(_ -> response.reset());
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            assertThatThrownBy(() -> gateway.post(PATH, CHAT)).isInstanceOf(IOException.class);
            await("counted", () -> finished(gateway, "upstream_cut") == 1);
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }

    @Test
    void modelServerBreaksOff_beforeAnythingWasPassedOn_says502AndIsNotRecorded() throws Exception {
        try (FakeModelServer model = answering(response -> {
                    response.putHeader("content-type", "application/json")
                            .putHeader("content-length", "1000")
                            .putHeader("etag", "x");
                    response.writeHead().onComplete(_ -> response.reset());
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            HttpResponse<String> response = gateway.post(PATH, CHAT);
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("upstream_cut");
            assertThat(response.headers().firstValue("etag")).isEmpty();
            await("counted", () -> finished(gateway, "upstream_cut") == 1);
            assertThat(gateway.recorder.digests).isEmpty();
        }
    }

    @Test
    void modelServerBreaksOff_inAnAnswerThatIsChangedAsAWhole_says502AndIsNotRecorded() throws Exception {
        try (FakeModelServer model = answering(response -> {
                    response.putHeader("content-type", "application/json").putHeader("content-length", "1000");
                    response.write("{\"choices\":[{\"message\":{\"content\":\"Because")
                            .onComplete(_ -> response.reset());
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            gateway.apply(STRIP);
            HttpResponse<String> response = gateway.post(PATH, CHAT);
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("upstream_cut").doesNotContain("Because");
            assertThat(gateway.recorder.digests).isEmpty();
        }
    }

    @Test
    void modelServerBreaksOff_inAnError_isNotRecorded() throws Exception {
        try (FakeModelServer model = answering(response -> {
                    response.setStatusCode(500).putHeader("content-length", "1000");
                    response.write("{\"error\":").onComplete(_ -> response.reset());
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            assertThatThrownBy(() -> gateway.post(PATH, CHAT)).isInstanceOf(IOException.class);
            await("counted", () -> finished(gateway, "upstream_cut") == 1);
            assertThat(gateway.recorder.digests).isEmpty();
        }
    }

    @Test
    void eventTooLongToBeChanged_endsTheStream_andWhatPassedBeforeIsRecorded() throws Exception {
        try (FakeModelServer model =
                        FakeModelServer.events("data: {\"choices\":[]}", "data: {\"x\":\"" + "y".repeat(5000) + "\"}");
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.limits(
                                parts,
                                new ProxyLimits(
                                        10_000,
                                        10_000,
                                        8192,
                                        2000,
                                        1000,
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(10))))) {
            gateway.apply(STRIP);
            assertThatThrownBy(() -> gateway.post(PATH, CHAT)).isInstanceOf(IOException.class);
            await("counted", () -> finished(gateway, "event_too_long") == 1);
            assertThat(gateway.recorder.digests).hasSize(1);
            assertThat(gateway.registry
                            .get("stillwatch.gateway.dropped_events")
                            .tag("why", "too_long")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void clientBreaksOff_inABody_isRecordedAndCounted() throws Exception {
        try (FakeModelServer model = answering(response -> {
                    response.putHeader("content-type", "application/json").putHeader("content-length", "1000");
                    response.write("{\"choices\":[");
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            HttpResponse<InputStream> response = gateway.client.send(
                    gateway.request(PATH)
                            .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            response.body().read();
            response.body().close();
            await("counted", () -> finished(gateway, "client_gone") == 1);
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }

    /** Whoever holds the last byte of a request back has had its answer all the same. */
    @Test
    void answeredBeforeTheRequestIsWhole_isRecordedWithWhatHadCome() throws Exception {
        String answer = "{\"choices\":[]}";
        try (RawModelServer model = new RawModelServer(socket -> {
                    byte[] begun = new byte[64 << 10];
                    StringBuilder asked = new StringBuilder();
                    while (!asked.toString().contains("Why?")) {
                        int length = socket.getInputStream().read(begun);
                        asked.append(new String(begun, 0, length, StandardCharsets.UTF_8));
                    }
                    socket.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                            + answer.length() + "\r\n\r\n" + answer)
                                    .getBytes(StandardCharsets.UTF_8));
                });
                RunningGateway gateway = new RunningGateway(model.url());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.server.port())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Length: "
                            + (CHAT.length() + 1) + "\r\n\r\n" + CHAT)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(RawHttp.firstAnswer(client.getInputStream())).endsWith(answer);
            assertThat(gateway.recorder.digests).hasSize(1);
            out.write(' ');
            out.flush();
            client.shutdownOutput();
            await("over", () -> gateway.server.active() == 0);
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }
}
