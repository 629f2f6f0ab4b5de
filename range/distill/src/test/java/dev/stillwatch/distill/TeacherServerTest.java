// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The teacher as a client of the API sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeacherServerTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final Solver teacher = Teachers.untrained();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TeacherServer server;

    @BeforeAll
    void start() {
        server = new TeacherServer(vertx, teacher, 2, InstantSource.fixed(Instant.EPOCH));
    }

    @AfterAll
    void stop() {
        server.close();
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Problem problem(long seed) {
        return ProblemKind.RUNNING_TOTAL.draw(new SplittableRandom(seed));
    }

    private static String body(String prompt, String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":" + JSON.writeValueAsString(prompt) + "}]" + more + "}";
    }

    private CompletableFuture<HttpResponse<byte[]>> post(String body) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode ask(String prompt, String more) {
        HttpResponse<byte[]> answer = post(body(prompt, more)).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void chat_problemAtTemperatureZero_isWhatTheModelSays() {
        Problem problem = problem(1);
        Reply expected = teacher.solve(problem.prompt());

        JsonNode answer = ask(problem.prompt(), ",\"temperature\":0");

        JsonNode message = answer.path("choices").path(0).path("message");
        assertThat(message.path("content").asString()).isEqualTo(expected.answer());
        assertThat(message.path("reasoning_content").asString("")).isEqualTo(expected.reasoning());
        assertThat(answer.path("choices").path(0).path("logprobs").isNull()).isTrue();
        assertThat(answer.path("usage").path("completion_tokens").asInt())
                .isEqualTo(expected.tokens().size());
        assertThat(answer.path("usage").path("prompt_tokens").asInt())
                .isEqualTo(teacher.promptTokens(problem.prompt()));
    }

    @Test
    void chat_logprobs_listsEveryTokenWithAsManyAlternativesAsAskedFor() {
        JsonNode tokens = ask(problem(2).prompt(), ",\"temperature\":0,\"logprobs\":true,\"top_logprobs\":3")
                .path("choices")
                .path(0)
                .path("logprobs")
                .path("content");

        assertThat(tokens).hasSameSizeAs(teacher.solve(problem(2).prompt()).tokens());
        for (JsonNode token : tokens) {
            assertThat(token.path("top_logprobs")).hasSize(3);
            assertThat(token.path("logprob").asDouble())
                    .isEqualTo(
                            token.path("top_logprobs").path(0).path("logprob").asDouble());
            assertThat(token.path("bytes"))
                    .hasSize(token.path("token").asString().getBytes(StandardCharsets.UTF_8).length);
        }
        // More is not given to the next one, who asks for fewer, though the answer is remembered.
        assertThat(ask(problem(2).prompt(), ",\"temperature\":0,\"logprobs\":true")
                        .path("choices")
                        .path(0)
                        .path("logprobs")
                        .path("content")
                        .path(0)
                        .path("top_logprobs"))
                .isEmpty();
    }

    @Test
    void chat_streamed_saysTheSameAsWhole() {
        String settings = ",\"temperature\":0,\"logprobs\":true,\"top_logprobs\":2";
        HttpResponse<byte[]> streamed =
                post(body(problem(3).prompt(), settings + ",\"stream\":true")).join();

        ReceivedAnswer whole = ReceivedAnswer.of(
                200, false, post(body(problem(3).prompt(), settings)).join().body());
        assertThat(streamed.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(new String(streamed.body(), StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
        ReceivedAnswer received = ReceivedAnswer.of(200, true, streamed.body());
        assertThat(received.reasoning()).isEqualTo(whole.reasoning());
        assertThat(received.tokens()).isEqualTo(whole.tokens()).isNotEmpty();
    }

    @Test
    void chat_severalCompletions_areDrawnApartAndTheSameAgain() {
        JsonNode first = ask(problem(4).prompt(), ",\"n\":3,\"temperature\":1.5,\"seed\":7");

        assertThat(first.path("choices")).hasSize(3);
        assertThat(first.path("choices").path(0).path("message"))
                .isNotEqualTo(first.path("choices").path(1).path("message"));
        assertThat(ask(problem(4).prompt(), ",\"n\":3,\"temperature\":1.5,\"seed\":7"))
                .isEqualTo(first);
        assertThat(ask(problem(4).prompt(), ",\"n\":3,\"temperature\":1.5,\"seed\":8"))
                .isNotEqualTo(first);
    }

    @Test
    void chat_anythingElse_isServedWithoutTheModel() {
        long before = server.answered();

        JsonNode answer = ask("What is the capital of France?", "");

        assertThat(answer.path("choices")
                        .path(0)
                        .path("message")
                        .path("content")
                        .asString())
                .isNotEmpty();
        assertThat(answer.path("usage").path("completion_tokens").asInt()).isPositive();
        assertThat(server.answered()).isEqualTo(before);
    }

    @Test
    void chat_manyAtOnce_areAllAnswered() {
        List<CompletableFuture<HttpResponse<byte[]>>> coming = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            coming.add(post(body(problem(100 + i).prompt(), ",\"temperature\":0")));
        }
        for (int i = 0; i < 60; i++) {
            assertThat(ReceivedAnswer.of(200, false, coming.get(i).join().body())
                            .reasoning())
                    .isEqualTo(teacher.solve(problem(100 + i).prompt()).reasoning());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"messages\":[]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":0}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":1e9}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":-1}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"top_logprobs\":21}"
            })
    void chat_malformed_isRefusedAsTheApiDoes(String body) {
        HttpResponse<byte[]> answer = post(body).join();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").path("message").asString())
                .isNotEmpty();
    }
}
