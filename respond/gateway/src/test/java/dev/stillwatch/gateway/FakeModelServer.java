// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A model server that answers as a test says and keeps what it was asked. */
final class FakeModelServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final int port;
    private final BiConsumer<Asked, HttpServerResponse> answers;

    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<String> brokenOff = new LinkedBlockingQueue<>();

    /** A request as it arrived. */
    record Asked(String method, String uri, Map<String, String> headers, String body) {}

    FakeModelServer(BiConsumer<Asked, HttpServerResponse> answers) throws Exception {
        this.answers = answers;
        port = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    /** Answers everything with this JSON. */
    static FakeModelServer json(String body) throws Exception {
        return new FakeModelServer((_, response) ->
                response.putHeader("content-type", "application/json").end(body));
    }

    /** Answers everything with these events, each in a chunk of its own. */
    static FakeModelServer events(String... events) throws Exception {
        return new FakeModelServer((_, response) -> {
            response.putHeader("content-type", "text/event-stream").setChunked(true);
            for (String event : events) {
                response.write(event + "\n\n");
            }
            response.end();
        });
    }

    private void handle(HttpServerRequest request) {
        request.response().exceptionHandler(_ -> brokenOff.add(request.uri()));
        request.response().closeHandler(_ -> {
            if (!request.response().ended()) {
                brokenOff.add(request.uri());
            }
        });
        request.body().onSuccess(body -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(h -> headers.merge(h.getKey(), h.getValue(), (a, b) -> a + ", " + b));
            Asked seen = new Asked(request.method().name(), request.uri(), headers, body.toString());
            asked.add(seen);
            answers.accept(seen, request.response());
        });
    }

    Asked next() throws InterruptedException {
        Asked next = asked.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the model server was not asked");
        }
        return next;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
