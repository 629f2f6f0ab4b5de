// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.RequestBody;
import dev.stillwatch.range.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers chat completions, whole and streamed, with a few sentences made of the question's own words. It stands where a
 * model server would, and is none: no model runs. The usage that it reports is that of a longer answer. Thread-safe.
 */
final class DemoModelServer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NAME = "stillwatch-demo-no-model";

    private final RequestBody bodies = new RequestBody(IngestSettings.DEFAULTS);
    private final HttpServer server;

    /** One answer. */
    private record Answer(String text, long tokensIn, long tokensOut) {}

    /** Listens on a free port of this machine only. */
    DemoModelServer(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Optional<Request> asked = bodies.read(body.getBytes()).map(RequestBody.Asked::request);
            HttpServerResponse response = request.response();
            if (asked.isEmpty()) {
                response.setStatusCode(400)
                        .putHeader("content-type", "application/json")
                        .end("{\"error\":{\"message\":\"Send a chat completion.\"}}");
            } else if (asked.get().parameters().stream()) {
                stream(response, answer(asked.get()));
            } else {
                whole(response, answer(asked.get()));
            }
        });
    }

    private static Answer answer(Request asked) {
        String question = asked.lastUserMessage().map(Message::text).orElse("");
        SplittableRandom random = new SplittableRandom(question.hashCode());
        int characters =
                asked.messages().stream().mapToInt(m -> m.text().length()).sum();
        return new Answer(Replies.to(question, random.nextLong()), 4 + characters / 4, 120 + random.nextInt(900));
    }

    private static void whole(HttpServerResponse response, Answer answer) {
        ObjectNode completion =
                JSON.createObjectNode().put("object", "chat.completion").put("model", NAME);
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", answer.text());
        choice.put("finish_reason", "stop");
        completion.set("usage", usage(answer));
        response.putHeader("content-type", "application/json").end(Buffer.buffer(JSON.writeValueAsBytes(completion)));
    }

    private static void stream(HttpServerResponse response, Answer answer) {
        response.putHeader("content-type", "text/event-stream").setChunked(true);
        for (String word : Arrays.asList(answer.text().split("(?<= )"))) {
            ObjectNode chunk = chunk();
            chunk.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putObject("delta")
                    .put("content", word);
            event(response, chunk);
        }
        ObjectNode end = chunk();
        end.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("delta");
        event(response, end);
        ObjectNode counted = chunk();
        counted.putArray("choices");
        counted.set("usage", usage(answer));
        event(response, counted);
        response.end("data: [DONE]\n\n");
    }

    private static ObjectNode chunk() {
        return JSON.createObjectNode().put("object", "chat.completion.chunk").put("model", NAME);
    }

    private static void event(HttpServerResponse response, ObjectNode chunk) {
        response.write("data: " + chunk + "\n\n");
    }

    private static ObjectNode usage(Answer answer) {
        return JSON.createObjectNode()
                .put("prompt_tokens", answer.tokensIn())
                .put("completion_tokens", answer.tokensOut())
                .put("total_tokens", answer.tokensIn() + answer.tokensOut());
    }
}
