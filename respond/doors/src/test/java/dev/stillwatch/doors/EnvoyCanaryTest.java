// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.doors.FakeEnvoy.Http;
import dev.stillwatch.doors.FakeEnvoy.Modes;
import dev.stillwatch.doors.FakeEnvoy.Seen;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Canary;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Canaries through Envoy, in every body mode, whole and streamed. */
class EnvoyCanaryTest {
    private static final String PROMPT = "What is a comet?";
    private static final String PROSE = "A comet is a small body of ice and dust that goes around the sun. As it comes"
            + " near, some of the ice turns to gas, and a tail appears.";

    /** Each API with a request, and the same answer whole and streamed. */
    enum EachApi {
        CHAT(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a comet?\"}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"TEXT\"},\"finish_reason\":\"stop\"}]}",
                """
                data: {"choices":[{"index":0,"delta":{"content":"TEXT"}}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """),
        MESSAGES(
                "/v1/messages",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a comet?\"}]}",
                "{\"content\":[{\"type\":\"text\",\"text\":\"TEXT\"}],\"stop_reason\":\"end_turn\"}",
                """
                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"TEXT"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

                """),
        RESPONSES(
                "/v1/responses",
                "{\"model\":\"m\",\"input\":\"What is a comet?\"}",
                "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"TEXT\"}]}]}",
                """
                event: response.output_text.delta
                data: {"type":"response.output_text.delta","output_index":0,"delta":"TEXT"}

                event: response.completed
                data: {"type":"response.completed","response":{"status":"completed","output":[{"type":"message",\
                "content":[{"type":"output_text","text":"TEXT"}]}]}}

                """),
        COMPLETIONS(
                "/v1/completions",
                "{\"model\":\"m\",\"prompt\":\"What is a comet?\"}",
                "{\"choices\":[{\"index\":0,\"text\":\"TEXT\",\"finish_reason\":\"stop\"}]}",
                """
                data: {"choices":[{"index":0,"text":"TEXT","finish_reason":"stop"}]}

                data: [DONE]

                """);

        private final String path;
        private final String request;
        private final String answer;
        private final String events;

        EachApi(String path, String request, String answer, String events) {
            this.path = path;
            this.request = request;
            this.answer = answer.replace("TEXT", PROSE);
            this.events = events.replace("TEXT", PROSE);
        }

        boolean talks() {
            return this != COMPLETIONS;
        }
    }

    private final Fixture fixture = new Fixture();
    private final EnvoyDoor door = EnvoyDoor.start(
            EnvoyDoorTest.settings(new EnvoyIdentity.ApiKey()), fixture.names, Principal::of, fixture.parts);
    private final FakeEnvoy envoy = new FakeEnvoy(door.port());
    private final String account = fixture.names.ofKey(Fixture.KEY);

    @AfterEach
    void close() {
        envoy.close();
        door.close();
    }

    static Stream<Arguments> everyWay() {
        return EnvoyDoorTest.modes()
                .flatMap(modes -> Stream.of(EachApi.values())
                        .flatMap(api -> Stream.of(Arguments.of(modes, api, false), Arguments.of(modes, api, true))));
    }

    private void apply(Canary way) {
        fixture.apply(account, new Countermeasure.Deter(Deterrence.NONE.withCanary(Optional.of(way))));
    }

    private static Function<Http, Http> model(EachApi api, boolean streamed) {
        String body = streamed ? api.events : api.answer;
        return _ -> new Http(
                Map.of(":status", "200", "content-type", streamed ? "text/event-stream" : "application/json"), body);
    }

    private String sentence() {
        return fixture.canaries.sentence("a-1", PROMPT);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void closing_isAddedWhereModelsTalk(Modes modes, EachApi api, boolean streamed) {
        apply(Canary.CLOSING);
        Seen seen = envoy.exchange(modes, api.path, api.request, model(api, streamed));

        assertThat(seen.status()).isEqualTo(200);
        if (api.talks()) {
            assertThat(seen.client().body()).contains("\\n\\n" + sentence());
            assertThat(fixture.canaries.planted).containsExactly("a-1/0 CLOSING what-late");
        } else {
            assertThat(seen.client().body()).isEqualTo(streamed ? api.events : api.answer);
            assertThat(fixture.canaries.planted).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void instruction_isToldToTheModel(Modes modes, EachApi api, boolean streamed) {
        apply(Canary.INSTRUCTION);
        Seen seen = envoy.exchange(modes, api.path, api.request, model(api, streamed));

        assertThat(seen.upstream().orElseThrow().body().contains(sentence())).isEqualTo(api.talks());
        assertThat(seen.client().body()).isEqualTo(streamed ? api.events : api.answer);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void undone_nothingIsAddedAnyMore(Modes modes, EachApi api, boolean streamed) {
        apply(Canary.CLOSING);
        assertThat(fixture.measures.undo("a-1", Fixture.NOW)).isTrue();
        Seen seen = envoy.exchange(modes, api.path, api.request, model(api, streamed));

        assertThat(seen.client().body()).isEqualTo(streamed ? api.events : api.answer);
        assertThat(seen.upstream().orElseThrow().body()).isEqualTo(api.request);
        assertThat(fixture.canaries.planted).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void closing_answerThatCannotBeRead_passesAsItIs(Modes modes, EachApi api, boolean streamed) {
        apply(Canary.CLOSING);
        Seen seen = envoy.exchange(
                modes,
                api.path,
                api.request,
                _ -> new Http(Map.of(":status", "200", "content-type", "text/plain"), "Out of the ordinary."));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.client().body()).isEqualTo("Out of the ordinary.");
    }
}
