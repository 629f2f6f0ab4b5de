// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the gateway does with exchanges that nothing holds against. */
@Timeout(60)
class ProxyTest {
    private static final String CHAT = """
            {"model":"m-large","messages":[{"role":"user","content":"What is a still?"}]}""";
    private static final String ANSWER = """
            {"id":"c1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"It distils."},\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""";

    @Test
    void chat_ordinary_passesBothWaysUnchanged() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway gateway = new RunningGateway(model.url())) {
            HttpResponse<String> response = gateway.post("/v1/chat/completions", CHAT);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(ANSWER);
            assertThat(model.next().body()).isEqualTo(CHAT);
            assertThat(gateway.recorder.digests)
                    .singleElement()
                    .satisfies(digest -> assertThat(digest.account()).isEqualTo(gateway.account()));
        }
    }

    @Test
    void chat_streamed_eachChunkIsPassedOnBeforeTheNextIsThere() throws Exception {
        BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
        try (FakeModelServer model = new FakeModelServer((_, response) -> {
                    response.putHeader("content-type", "text/event-stream").setChunked(true);
                    response.writeHead();
                    for (int i = 0; i < 3; i++) {
                        String event = "data: {\"n\":" + i + "}\n\n";
                        steps.add(() -> response.write(event));
                    }
                    steps.add(response::end);
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            HttpResponse<InputStream> response = gateway.client.send(
                    gateway.request("/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < 3; i++) {
                    Runnable step = steps.poll(10, TimeUnit.SECONDS);
                    model.vertx().runOnContext(_ -> step.run());
                    assertThat(lines.readLine()).isEqualTo("data: {\"n\":" + i + "}");
                    assertThat(lines.readLine()).isEmpty();
                    assertThat(gateway.recorder.digests).isEmpty();
                }
                Runnable end = steps.poll(10, TimeUnit.SECONDS);
                model.vertx().runOnContext(_ -> end.run());
                assertThat(lines.readLine()).isNull();
            }
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }

    @Test
    void chat_clientLeaves_cancelsTheModelServersWork() throws Exception {
        AtomicReference<Runnable> more = new AtomicReference<>();
        try (FakeModelServer model = new FakeModelServer((_, response) -> {
                    response.putHeader("content-type", "text/event-stream").setChunked(true);
                    response.write("data: {}\n\n");
                    more.set(() -> response.write("data: {}\n\n"));
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            HttpResponse<InputStream> response = gateway.client.send(
                    gateway.request("/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            response.body().read();
            response.body().close();
            assertThat(model.brokenOff.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/chat/completions");
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }

    @Test
    void chat_clientLeavesWhileTheModelThinks_cancelsTheModelServersWork() throws Exception {
        try (FakeModelServer model = new FakeModelServer((_, _) -> {});
                RunningGateway gateway = new RunningGateway(model.url())) {
            var waiting = gateway.client.sendAsync(
                    gateway.request("/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            model.next();
            waiting.cancel(true);
            assertThat(model.brokenOff.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/chat/completions");
        }
    }

    @Test
    void headers_ofOneHopOrClaimed_areNotPassedOn() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway gateway = new RunningGateway(model.url())) {
            String request = "POST /v1/chat/completions HTTP/1.1\r\nHost: api.example\r\n"
                    + "Authorization: Bearer k\r\nConnection: keep-alive, X-Secret-Hop\r\nX-Secret-Hop: 1\r\n"
                    + "Keep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Authorization: Basic eA==\r\n"
                    + "X-Forwarded-For: 198.51.100.9\r\nForwarded: for=198.51.100.9\r\nAccept-Encoding: gzip\r\n"
                    + "OpenAI-Organization: org-1\r\nanthropic-version: 2023-06-01\r\nContent-Length: "
                    + CHAT.length() + "\r\n\r\n" + CHAT;
            assertThat(RawHttp.exchange(gateway, request)).startsWith("HTTP/1.1 200");
            var headers = model.next().headers();
            assertThat(headers)
                    .doesNotContainKeys("X-Secret-Hop", "Keep-Alive", "TE", "Proxy-Authorization", "Forwarded")
                    .containsEntry("x-forwarded-for", "127.0.0.1")
                    .containsEntry("x-forwarded-host", "api.example")
                    .containsEntry("accept-encoding", "identity")
                    .containsEntry("openai-organization", "org-1")
                    .containsEntry("anthropic-version", "2023-06-01")
                    .containsEntry("authorization", "Bearer k")
                    .containsEntry("content-length", Integer.toString(CHAT.length()));
            assertThat(headers.get("host")).isEqualTo(model.url().getAuthority());
        }
    }

    @Test
    void upstreamError_isPassedOnWithItsHeadersAndNotCounted() throws Exception {
        try (FakeModelServer model = new FakeModelServer((_, response) -> response.setStatusCode(429)
                        .putHeader("retry-after", "7")
                        .putHeader("x-ratelimit-remaining-requests", "0")
                        .putHeader("content-type", "application/json")
                        .end("{\"error\":{\"message\":\"slow down\"}}"));
                RunningGateway gateway = new RunningGateway(model.url())) {
            HttpResponse<String> response = gateway.post("/v1/chat/completions", CHAT);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("retry-after")).contains("7");
            assertThat(response.headers().firstValue("x-ratelimit-remaining-requests"))
                    .contains("0");
            assertThat(response.body()).contains("slow down");
            assertThat(gateway.recorder.digests).isEmpty();
        }
    }

    @Test
    void upstreamUnreachable_says502() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (RunningGateway gateway = new RunningGateway(URI.create("http://127.0.0.1:" + free))) {
            HttpResponse<String> response = gateway.post("/v1/chat/completions", CHAT);
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("upstream_unreachable").doesNotContain(RunningGateway.KEY);
        }
    }

    @Test
    void upstreamSilent_says504() throws Exception {
        try (FakeModelServer model = new FakeModelServer((_, _) -> {});
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.upstream(
                                parts,
                                new Upstream(
                                        parts.upstream().url(),
                                        Duration.ofSeconds(1),
                                        Duration.ofMillis(300),
                                        10,
                                        10,
                                        parts.upstream().authority())))) {
            HttpResponse<String> response = gateway.post("/v1/chat/completions", CHAT);
            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).contains("upstream_silent");
        }
    }

    @Test
    void upstreamBreaksOff_theClientSeesThatTheAnswerIsNotWhole() throws Exception {
        try (FakeModelServer model = new FakeModelServer((_, response) -> {
                    response.putHeader("content-type", "text/event-stream").setChunked(true);
                    response.write("data: {\"n\":0}\n\n").onComplete(_ -> response.reset());
                });
                RunningGateway gateway = new RunningGateway(model.url())) {
            assertThatThrownBy(() -> gateway.post("/v1/chat/completions", CHAT)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void paths_writtenInAnyOtherWay_areRefused() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway gateway = new RunningGateway(model.url())) {
            for (String path : List.of(
                    "/v1/chat/completions/",
                    "//v1/chat/completions",
                    "/v1/chat/../chat/completions",
                    "/v1/chat%2Fcompletions",
                    "/V1/chat/completions",
                    "/v1/batches",
                    "/v1/models/../chat/completions",
                    "/")) {
                String request = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Length: "
                        + CHAT.length() + "\r\n\r\n" + CHAT;
                assertThat(RawHttp.exchange(gateway, request)).as(path).startsWith("HTTP/1.1 404");
            }
            assertThat(model.asked).isEmpty();
        }
    }

    @Test
    void keys_missingOrTwo_areRefused() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway gateway = new RunningGateway(model.url())) {
            String rest = "Host: x\r\nContent-Length: " + CHAT.length() + "\r\n\r\n" + CHAT;
            assertThat(RawHttp.exchange(gateway, "POST /v1/chat/completions HTTP/1.1\r\n" + rest))
                    .startsWith("HTTP/1.1 401");
            assertThat(RawHttp.exchange(
                            gateway,
                            "POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer a\r\nx-api-key: b\r\n" + rest))
                    .startsWith("HTTP/1.1 400");
            assertThat(RawHttp.exchange(
                            gateway,
                            "POST /v1/messages HTTP/1.1\r\nAuthorization: Bearer a\r\nx-api-key: a\r\n" + rest))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void requests_tooLongInHeadOrBody_areRefused() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.limits(
                                parts,
                                new ProxyLimits(
                                        1000, 500, 2048, 1000, 1000, Duration.ofSeconds(5), Duration.ofSeconds(5))))) {
            assertThat(RawHttp.exchange(
                            gateway, "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(5000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431");
            HttpResponse<String> known = gateway.post("/v1/chat/completions", "x".repeat(2000));
            assertThat(known.statusCode()).isEqualTo(413);
            String chunked = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + "x".repeat(2000) + "\r\n0\r\n\r\n";
            assertThat(RawHttp.exchange(gateway, chunked)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void blind_refusesOrServesAsConfigured() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway open = new RunningGateway(model.url());
                RunningGateway closed =
                        new RunningGateway(model.url(), parts -> Changed.whenBlind(parts, FailureMode.REFUSE))) {
            open.recorder.trouble = Optional.of("the disk is full");
            closed.recorder.trouble = Optional.of("the disk is full");
            assertThat(open.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
            assertThat(closed.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(503);
            closed.recorder.trouble = Optional.empty();
            assertThat(closed.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void body_notJson_isPassedOnAndTheExchangeStillCounts() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(ANSWER);
                RunningGateway gateway = new RunningGateway(model.url())) {
            assertThat(gateway.post("/v1/chat/completions", "{\"messages\":[").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.recorder.digests).hasSize(1);
        }
    }
}
