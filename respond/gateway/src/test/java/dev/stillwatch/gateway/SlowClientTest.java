// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, or send nothing: they hold back nobody but themselves, and not for ever. */
@Timeout(60)
class SlowClientTest {
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[]}";
    private static final ProxyLimits QUICK =
            new ProxyLimits(1 << 20, 1 << 20, 8192, 1 << 20, 1 << 20, Duration.ofMillis(400), Duration.ofMillis(400));
    private static final Buffer CHUNK = Buffer.buffer(new byte[64 << 10]);

    /** Streams without end, as fast as it is let. */
    private static void pour(HttpServerResponse response, AtomicLong poured) {
        while (!response.closed() && !response.writeQueueFull()) {
            response.write(CHUNK);
            poured.addAndGet(CHUNK.length());
        }
        if (!response.closed()) {
            response.drainHandler(_ -> pour(response, poured));
        }
    }

    private static Socket ask(RunningGateway gateway, String request) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.server.port());
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    private static String post(int length) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    @Test
    void answerNotTaken_holdsTheModelServerBackAndIsGivenUp() throws Exception {
        AtomicLong poured = new AtomicLong();
        try (FakeModelServer model = new FakeModelServer((asked, response) -> {
                    if (asked.body().contains("stream")) {
                        pour(response.setChunked(true).putHeader("content-type", "text/event-stream"), poured);
                    } else {
                        response.end("{}");
                    }
                });
                RunningGateway gateway = new RunningGateway(model.url(), parts -> Changed.limits(parts, QUICK))) {
            String body = "{\"stream\":true}";
            try (Socket client = ask(gateway, post(body.length()) + body)) {
                model.next();
                assertThat(gateway.post("/v1/chat/completions", CHAT).statusCode())
                        .isEqualTo(200);
                assertThat(model.brokenOff.poll(20, TimeUnit.SECONDS)).isEqualTo("/v1/chat/completions");
                assertThat(stalls(gateway, "client")).isEqualTo(1);
                awaitClosed(client);
            }
            assertThat(poured.get()).as("bytes taken from the model server").isLessThan(64L << 20);
        }
    }

    /** Found out by sending: whoever read would help to close it. */
    private static void awaitClosed(Socket client) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(10);
        try {
            while (Instant.now().isBefore(deadline)) {
                client.getOutputStream().write(' ');
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            return;
        }
        throw new AssertionError("the connection is still open");
    }

    private static String head(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        String all = RawHttp.firstAnswer(socket.getInputStream());
        assertThat(socket.getInputStream().read())
                .as("the connection is closed")
                .isEqualTo(-1);
        return all;
    }

    private static double stalls(RunningGateway gateway, String side) {
        return gateway.registry
                .get("stillwatch.gateway.stalls")
                .tag("side", side)
                .counter()
                .count();
    }

    @Test
    void bodyThatStops_isGivenUpWith408() throws Exception {
        try (FakeModelServer model = FakeModelServer.json("{}");
                RunningGateway gateway = new RunningGateway(model.url(), parts -> Changed.limits(parts, QUICK));
                Socket socket = ask(gateway, post(1000) + "{\"model\":")) {
            assertThat(head(socket)).startsWith("HTTP/1.1 408").contains("request_too_slow", "connection: close");
            assertThat(stalls(gateway, "client")).isEqualTo(1);
            assertThat(stalls(gateway, "upstream")).isZero();
            assertThat(gateway.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void bodyThatStops_ofAnAccountWhoseRequestsAreChanged_isGivenUpWith408() throws Exception {
        try (FakeModelServer model = FakeModelServer.json("{}");
                RunningGateway gateway = new RunningGateway(model.url(), parts -> Changed.limits(parts, QUICK))) {
            gateway.apply(new Countermeasure.Observe());
            String request = post(1000).replace("Bearer k", "Bearer " + RunningGateway.KEY);
            try (Socket socket = ask(gateway, request + "{\"model\":")) {
                assertThat(head(socket)).startsWith("HTTP/1.1 408").contains("request_too_slow");
                assertThat(stalls(gateway, "client")).isEqualTo(1);
                assertThat(model.asked).isEmpty();
            }
        }
    }

    /** The client would go on sending: it is not to be told that it was too slow. */
    @Test
    void modelServerThatDoesNotRead_isGivenUpWith504AndTheClientIsNotBlamed() throws Exception {
        int length = 32 << 20;
        try (RawModelServer model = new RawModelServer(_ -> {});
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.limits(
                                parts,
                                new ProxyLimits(
                                        length,
                                        1 << 20,
                                        8192,
                                        1 << 20,
                                        1 << 20,
                                        Duration.ofMillis(400),
                                        Duration.ofSeconds(20))));
                Socket socket = ask(gateway, post(length))) {
            Thread sender = Thread.ofVirtual().start(() -> {
                byte[] part = new byte[64 << 10];
                try {
                    for (int sent = 0; sent < length; sent += part.length) {
                        socket.getOutputStream().write(part);
                    }
                } catch (IOException e) {
                    // The gateway takes no more.
                }
            });
            socket.setSoTimeout(20_000);
            assertThat(RawHttp.firstAnswer(socket.getInputStream()))
                    .startsWith("HTTP/1.1 504")
                    .contains("upstream_not_reading");
            assertThat(stalls(gateway, "upstream")).isEqualTo(1);
            assertThat(stalls(gateway, "client")).isZero();
            sender.join();
        }
    }

    @Test
    void headersThatNeverEnd_areGivenUp() throws Exception {
        try (FakeModelServer model = FakeModelServer.json("{}");
                RunningGateway gateway = new RunningGateway(model.url(), parts -> Changed.limits(parts, QUICK));
                Socket socket = ask(gateway, "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-A: ")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(model.asked).isEmpty();
        }
    }
}
