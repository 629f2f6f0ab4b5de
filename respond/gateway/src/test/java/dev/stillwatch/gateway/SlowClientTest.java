// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
            try (Socket _ = ask(gateway, post(body.length()) + body)) {
                model.next();
                assertThat(gateway.post("/v1/chat/completions", CHAT).statusCode())
                        .isEqualTo(200);
                assertThat(model.brokenOff.poll(20, TimeUnit.SECONDS)).isEqualTo("/v1/chat/completions");
            }
            assertThat(poured.get()).as("bytes taken from the model server").isLessThan(64L << 20);
        }
    }

    @Test
    void bodyThatStops_isGivenUp() throws Exception {
        try (FakeModelServer model = FakeModelServer.json("{}");
                RunningGateway gateway = new RunningGateway(model.url(), parts -> Changed.limits(parts, QUICK));
                Socket socket = ask(gateway, post(1000) + "{\"model\":")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(gateway.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
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
