// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.range.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A teacher behind OpenAI's chat completions API, whole and streamed, on a loopback port: the model server that the range
 * puts behind the gateway.
 *
 * <p>A question that the model knows is answered by the model; any other text by a few made-up sentences, so that the
 * rest of a population can be served too. The same request gets the same answer, also above temperature 0: what is drawn
 * depends on prompt and seed alone. Honours {@code n}, {@code temperature}, {@code seed}, {@code logprobs}, {@code
 * top_logprobs} and {@code stream}; other settings are ignored. Thread-safe; answers as many requests at once as it has
 * threads, and lets the others wait.
 */
public final class TeacherServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 1 << 20;

    /** Of likeliest answers, this many are kept: each with its tokens takes some kilobytes. */
    private static final int MOST_REMEMBERED = 40_000;

    private final Solver teacher;
    private final KnownQuestions known;
    private final Map<String, Reply> remembered = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final ExecutorService threads;
    private final HttpServer server;
    private final AtomicLong answered = new AtomicLong();

    /**
     * Listens on a free port of this machine only.
     *
     * @param workers threads that run the model, 1 or more
     */
    public TeacherServer(Vertx vertx, Solver teacher, int workers, InstantSource clock) {
        this.teacher = teacher;
        this.clock = clock;
        known = new KnownQuestions(teacher.vocabulary());
        threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("teacher-", 0).factory());
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::handle);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** How often the model ran; answers that it remembered are not counted. */
    public long answered() {
        return answered.get();
    }

    private void handle(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        if (path.endsWith("/models")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"object\":\"list\",\"data\":[{\"id\":\"" + ChatAnswer.MODEL
                            + "\",\"object\":\"model\",\"owned_by\":\"stillwatch\"}]}");
        } else if (!path.endsWith("/chat/completions")) {
            refuse(request.response(), 404, "Only chat completions are served here.");
        } else {
            request.body().onSuccess(body -> {
                if (body.length() > MOST_BYTES) {
                    refuse(request.response(), 413, "The request is larger than " + MOST_BYTES + " bytes.");
                } else {
                    threads.execute(() -> answer(request.response(), body.getBytes()));
                }
            });
        }
    }

    private void answer(HttpServerResponse response, byte[] body) {
        try {
            ChatQuestion question = ChatQuestion.parse(body);
            ChatAnswer answer = answer(question);
            if (question.stream()) {
                response.putHeader("content-type", "text/event-stream").setChunked(true);
                answer.events().forEach(event -> response.write("data: " + event + "\n\n"));
                response.end("data: [DONE]\n\n");
            } else {
                response.putHeader("content-type", "application/json").end(Buffer.buffer(answer.whole()));
            }
        } catch (StillwatchException e) {
            refuse(response, 400, Objects.requireNonNullElse(e.getMessage(), "Send a chat completion."));
        } catch (RuntimeException e) {
            refuse(response, 500, "The teacher failed: " + e.getClass().getSimpleName() + ".");
        }
    }

    /** What the API would send back. */
    ChatAnswer answer(ChatQuestion question) {
        Optional<String> problem = known.in(question.text());
        long seed = 31L * question.text().hashCode() + question.seed().orElse(0);
        List<Reply> replies = new ArrayList<>(IntStream.range(0, question.completions())
                .mapToObj(i -> problem.map(asked -> solved(asked, question, seed + i))
                        .orElseGet(() -> new Reply("", Replies.to(question.text(), seed + i), List.of(), 0)))
                .toList());
        int promptTokens = problem.map(teacher::promptTokens).orElse(4 + question.characters() / 4);
        return new ChatAnswer(
                question,
                replies,
                promptTokens,
                "chatcmpl-" + Long.toUnsignedString(seed, 36),
                clock.instant().getEpochSecond());
    }

    private Reply solved(String asked, ChatQuestion question, long seed) {
        int listed = question.logprobs() ? question.topLogprobs() : 0;
        if (question.temperature() == 0) {
            return likeliest(asked, listed);
        }
        answered.incrementAndGet();
        return teacher.solve(asked, question.temperature(), new SplittableRandom(seed), listed);
    }

    /**
     * The model's likeliest answer. It is remembered: the range asks the same questions under each response.
     *
     * @param alternatives how many to list for each token at least
     */
    Reply likeliest(String asked, int alternatives) {
        Reply known = remembered.get(asked);
        if (known != null
                && known.tokens().stream().allMatch(token -> token.likeliest().size() >= alternatives)) {
            return known;
        }
        answered.incrementAndGet();
        Reply fresh = teacher.solve(asked, 0, new SplittableRandom(0), alternatives);
        if (remembered.size() < MOST_REMEMBERED || known != null) {
            remembered.put(asked, fresh);
        }
        return fresh;
    }

    private static void refuse(HttpServerResponse response, int status, String why) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(JSON.createObjectNode()
                        .set(
                                "error",
                                JSON.createObjectNode().put("message", why).put("type", "invalid_request_error"))
                        .toString());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        threads.close();
    }
}
