// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Canary;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Canaries on every path through the proxy, streamed and not. */
@Timeout(60)
class CanaryPathsTest {
    private static final String PROSE = "A comet is a small body of ice and dust that goes around the sun. As it comes"
            + " near, some of the ice turns to gas, and a tail appears.";

    /** Every way to ask a model, with an answer in prose. */
    enum Path {
        CHAT(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a comet?\"}]%s}",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"TEXT\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"completion_tokens\":33}}",
                """
                data: {"choices":[{"index":0,"delta":{"content":"TEXT"},"finish_reason":null}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """),
        MESSAGES(
                "/v1/messages",
                "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"What is a comet?\"}]%s}",
                "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"TEXT\"}],\"stop_reason\":\"end_turn\","
                        + "\"usage\":{\"output_tokens\":33}}",
                """
                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"TEXT"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

                event: message_stop
                data: {"type":"message_stop"}

                """),
        RESPONSES(
                "/v1/responses",
                "{\"model\":\"m\",\"input\":\"What is a comet?\"%s}",
                "{\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":"
                        + "[{\"type\":\"output_text\",\"text\":\"TEXT\"}]}],\"usage\":{\"output_tokens\":33}}",
                """
                event: response.output_text.delta
                data: {"type":"response.output_text.delta","output_index":0,"delta":"TEXT"}

                event: response.completed
                data: {"type":"response.completed","response":{"object":"response","status":"completed","output":[\
                {"type":"message","content":[{"type":"output_text","text":"TEXT"}]}]}}

                """),
        COMPLETIONS(
                "/v1/completions",
                "{\"model\":\"m\",\"prompt\":\"What is a comet?\"%s}",
                "{\"choices\":[{\"index\":0,\"text\":\"TEXT\",\"finish_reason\":\"stop\"}]}",
                """
                data: {"choices":[{"index":0,"text":"TEXT","finish_reason":"stop"}]}

                data: [DONE]

                """),
        EMBEDDINGS(
                "/v1/embeddings",
                "{\"model\":\"m\",\"input\":\"What is a comet?\"%s}",
                "{\"data\":[{\"index\":0,\"embedding\":[0.1]}],\"note\":\"TEXT\"}",
                "");

        private final String path;
        private final String request;
        private final String answer;
        private final String events;

        Path(String path, String request, String answer, String events) {
            this.path = path;
            this.request = request;
            this.answer = answer;
            this.events = events;
        }

        boolean talks() {
            return this == CHAT || this == MESSAGES || this == RESPONSES;
        }

        String request(boolean streamed) {
            return request.formatted(streamed ? ",\"stream\":true" : "");
        }

        String answer(boolean streamed, String text) {
            return (streamed ? events : answer).replace("TEXT", text);
        }
    }

    private FakeModelServer model;
    private RunningGateway gateway;
    private Optional<Consumer<HttpServerResponse>> instead = Optional.empty();

    static Stream<Arguments> paths() {
        return Arrays.stream(Path.values())
                .flatMap(path -> path.events.isEmpty()
                        ? Stream.of(Arguments.of(path, false))
                        : Stream.of(Arguments.of(path, false), Arguments.of(path, true)));
    }

    @BeforeEach
    void start() throws Exception {
        model = new FakeModelServer((asked, response) -> {
            if (instead.isPresent()) {
                instead.get().accept(response);
                return;
            }
            Path path = Arrays.stream(Path.values())
                    .filter(p -> p.path.equals(asked.uri()))
                    .findFirst()
                    .orElseThrow();
            boolean streamed = asked.body().contains("\"stream\":true");
            response.putHeader("content-type", streamed ? "text/event-stream" : "application/json");
            response.end(path.answer(streamed, PROSE));
        });
        gateway = new RunningGateway(model.url());
    }

    @AfterEach
    void stop() {
        gateway.close();
        model.close();
    }

    private static Countermeasure deter(Canary way) {
        return new Countermeasure.Deter(Deterrence.NONE.withCanary(Optional.of(way)));
    }

    private String sentence() {
        return gateway.canaries.sentence("a-1", "What is a comet?");
    }

    private String ask(Path path, boolean streamed) throws Exception {
        HttpResponse<String> response = gateway.post(path.path, path.request(streamed));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void closing_isAddedWhereModelsTalk_andCounted(Path path, boolean streamed) throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        String body = ask(path, streamed);

        if (path.talks()) {
            assertThat(body).contains("\\n\\n" + sentence());
            assertThat(gateway.canaries.planted).containsExactly("a-1/0 CLOSING what-late");
        } else {
            assertThat(body).isEqualTo(path.answer(streamed, PROSE));
            assertThat(gateway.canaries.planted).isEmpty();
        }
        assertThat(model.next().body()).isEqualTo(path.request(streamed));
        // What is judged is what the model said.
        assertThat(gateway.recorder.digests).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void instruction_isToldToTheModel_andTheAnswerPasses(Path path, boolean streamed) throws Exception {
        gateway.apply(deter(Canary.INSTRUCTION));

        assertThat(ask(path, streamed)).isEqualTo(path.answer(streamed, PROSE));
        String asked = model.next().body();
        if (path.talks()) {
            assertThat(asked).contains("\\\"" + sentence() + "\\\"");
            assertThat(gateway.canaries.planted).containsExactly("a-1/0 INSTRUCTION what-late");
        } else {
            assertThat(asked).isEqualTo(path.request(streamed));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void undone_nothingIsAddedAnyMore(Path path, boolean streamed) throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        ask(path, streamed);
        int planted = gateway.canaries.planted.size();
        assertThat(gateway.measures.undo("a-1", Instant.now())).isTrue();

        assertThat(ask(path, streamed)).isEqualTo(path.answer(streamed, PROSE));
        assertThat(gateway.canaries.planted).hasSize(planted);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void neighbours_getNone(Path path, boolean streamed) throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        HttpResponse<String> neighbour = gateway.client.send(
                HttpRequest.newBuilder(gateway.at(path.path))
                        .header("x-api-key", "another key")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(path.request(streamed)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(neighbour.body()).isEqualTo(path.answer(streamed, PROSE));
        assertThat(gateway.canaries.planted).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void closing_withAllElseThatDeters_holdsToo(Path path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Deter(new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Strip()),
                        true,
                        Optional.of(Deterrence.Reasoning.WITHHOLD),
                        OptionalInt.of(1),
                        OptionalDouble.of(0.4),
                        true,
                        true)
                .withCanary(Optional.of(Canary.CLOSING))));

        assertThat(ask(path, streamed).contains(sentence())).isEqualTo(path.talks());
    }

    @Test
    void closing_answerOfUnknownKind_passesAsItIs() throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        instead = Optional.of(
                response -> response.putHeader("content-type", "text/plain").end("Out of the ordinary."));

        assertThat(ask(Path.CHAT, false)).isEqualTo("Out of the ordinary.");
    }

    @Test
    void closing_changedAnswer_hasTheLengthAndNoDigestOfItsOwn() throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        instead = Optional.of(response -> response.putHeader("content-type", "application/json")
                .putHeader("etag", "\"1\"")
                .putHeader("content-digest", "sha-256=:AAAA:")
                .end(Path.CHAT.answer(false, PROSE)));
        HttpResponse<String> response = gateway.post(Path.CHAT.path, Path.CHAT.request(false));

        assertThat(response.body()).contains(sentence());
        assertThat(response.headers().firstValue("content-digest")).isEmpty();
        assertThat(response.headers().firstValue("etag")).isEmpty();
        assertThat(response.headers().firstValueAsLong("content-length"))
                .hasValue(response.body().length());
    }

    @Test
    void closing_twoMeasuresOnOneAccount_olderOnesCanaryIsPlanted() throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        Instant now = Instant.now();
        gateway.measures.apply(
                new dev.stillwatch.enforce.Measure(
                        "a-0", deter(Canary.INSTRUCTION), now, now.plus(Duration.ofHours(1)), "Campaign C-2."),
                java.util.Set.of(gateway.account()),
                now);

        assertThat(ask(Path.CHAT, false)).contains(sentence());
        assertThat(model.next().body()).isEqualTo(Path.CHAT.request(false));
    }

    @Test
    void closing_errorOfTheModelServer_passes() throws Exception {
        gateway.apply(deter(Canary.CLOSING));
        instead = Optional.of(response -> response.setStatusCode(500)
                .putHeader("content-type", "application/json")
                .end(Path.CHAT.answer(false, PROSE)));

        assertThat(gateway.post(Path.CHAT.path, Path.CHAT.request(false)).body())
                .doesNotContain("I hope this");
        assertThat(gateway.canaries.planted).isEmpty();
    }
}
