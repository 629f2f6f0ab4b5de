// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as OpenAI's and Anthropic's APIs do. The model's name says how it behaves: {@code m-endless} streams until the
 * client leaves, {@code m-busy} is over its limits, {@code m-strict} finds fault with every request, {@code m-leaky}
 * shows reasoning and log-probabilities whether asked or not, every other is well behaved.
 */
final class ModelServer implements AutoCloseable {
    /** Streams are sent in pieces of this many bytes, which no event keeps to. */
    private static final int PIECE = 61;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Vertx vertx = Vertx.vertx();
    private final int port;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<String> brokenOff = new CopyOnWriteArrayList<>();

    /**
     * A request as it arrived.
     *
     * @param test what the test calls it, in the header {@code x-test}
     */
    record Asked(String test, String path, Map<String, String> headers, JsonNode body) {}

    ModelServer() throws Exception {
        port = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What came in that a test called {@code name}, in order. */
    List<Asked> asked(String name) {
        return asked.stream().filter(a -> a.test().equals(name)).toList();
    }

    /** Whether a client left before a test's stream was over. */
    boolean brokenOff(String name) {
        return brokenOff.contains(name);
    }

    private void handle(HttpServerRequest request) {
        if (request.path().startsWith("/control/")) {
            control(request);
            return;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(h -> headers.merge(h.getKey(), h.getValue(), (a, b) -> a + ", " + b));
        String test = headers.getOrDefault("x-test", "");
        request.response().closeHandler(_ -> {
            if (!request.response().ended()) {
                brokenOff.add(test);
            }
        });
        request.body().onSuccess(bytes -> {
            JsonNode body = bytes.length() == 0 ? JSON.createObjectNode() : JSON.readTree(bytes.getBytes());
            asked.add(new Asked(test, request.path(), headers, body));
            answer(request, headers.containsKey("anthropic-version"), body);
        });
    }

    /** What the tests for Node.js ask about their own requests. */
    private void control(HttpServerRequest request) {
        String test = request.getParam("test");
        Object said = switch (request.path()) {
            case "/control/asked" -> asked(test);
            case "/control/broken-off" -> brokenOff(test);
            default -> throw new IllegalArgumentException(request.path());
        };
        request.response().putHeader("content-type", "application/json").end(JSON.writeValueAsString(said));
    }

    private void answer(HttpServerRequest request, boolean anthropic, JsonNode body) {
        HttpServerResponse response = request.response();
        response.putHeader(anthropic ? "request-id" : "x-request-id", "req_of_the_model_server");
        switch (body.path("model").asString("")) {
            case "m-busy" -> {
                response.putHeader("retry-after", "7").putHeader("x-ratelimit-remaining-requests", "0");
                error(response, anthropic, 429, "rate_limit_error", "Too many tokens per minute.");
            }
            case "m-strict" ->
                error(response, anthropic, 400, "invalid_request_error", "max_tokens: 1 is less than the least.");
            case "m-endless" -> endless(response, request.path(), body);
            default -> {
                Answers.Answer answer = anthropic && request.path().equals("/v1/models")
                        ? new Answers.Answer(Answers.file("anthropic-models.json"), false)
                        : Answers.to(request.path(), body);
                send(response, answer);
            }
        }
    }

    private static void send(HttpServerResponse response, Answers.Answer answer) {
        if (!answer.streamed()) {
            response.putHeader("content-type", "application/json").end(answer.body());
            return;
        }
        Buffer events = Buffer.buffer(answer.body().getBytes(StandardCharsets.UTF_8));
        response.putHeader("content-type", "text/event-stream; charset=utf-8").setChunked(true);
        for (int at = 0; at < events.length(); at += PIECE) {
            response.write(events.slice(at, Math.min(events.length(), at + PIECE)));
        }
        response.end();
    }

    /** The first events of an ordinary answer, of which the one before the last is then repeated. */
    private void endless(HttpServerResponse response, String path, JsonNode body) {
        List<String> events = List.of(Answers.to(path, body).body().split("(?<=\n\n)"));
        int repeated = firstDelta(events);
        response.putHeader("content-type", "text/event-stream").setChunked(true);
        events.subList(0, repeated).forEach(response::write);
        vertx.setPeriodic(5, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else {
                response.write(events.get(repeated));
            }
        });
    }

    private static int firstDelta(List<String> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).contains("A still boils wine")) {
                return i;
            }
        }
        throw new IllegalStateException("no event has text");
    }

    private static void error(HttpServerResponse response, boolean anthropic, int status, String type, String message) {
        String error = anthropic
                ? "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"req_1\"}"
                : "{\"error\":{\"message\":\"%2$s\",\"type\":\"%1$s\",\"param\":null,\"code\":\"%1$s\"}}";
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(error.formatted(type, message));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
