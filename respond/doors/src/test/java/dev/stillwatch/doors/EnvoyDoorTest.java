// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.doors.FakeEnvoy.Http;
import dev.stillwatch.doors.FakeEnvoy.Modes;
import dev.stillwatch.doors.FakeEnvoy.Seen;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every measure in every body mode, with Envoy's own messages. */
class EnvoyDoorTest {
    private static final String CHAT = """
            {"model": "m-large", "messages": [{"role": "user", "content": "canary-prompt-0815"}], "n": 4,
             "temperature": 0, "logprobs": true, "top_logprobs": 5, "logit_bias": {"1": 5}, "watermark": false}
            """;
    private static final String ANSWER = """
            {"choices": [{"index": 0, "message": {"role": "assistant", "content": "hi", "reasoning": "First. Then."},
             "logprobs": {"content": [{"token": "hi", "logprob": -0.1234, "top_logprobs": []}]}}],
             "usage": {"prompt_tokens": 3, "completion_tokens": 42, "total_tokens": 45}}
            """;
    private static final String STREAM = """
            data: {"choices": [{"index": 0, "delta": {"content": "hi", "reasoning": "First. Then."}, "logprobs": {"content": []}}]}

            data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 42, "total_tokens": 45}}

            data: [DONE]

            """;

    private final Fixture fixture = new Fixture();
    private final EnvoyDoor door =
            EnvoyDoor.start(settings(new EnvoyIdentity.ApiKey()), fixture.names, Principal::of, fixture.parts);
    private final FakeEnvoy envoy = new FakeEnvoy(door.port());
    private final String account = fixture.names.ofKey(Fixture.KEY);

    static EnvoySettings settings(EnvoyIdentity identity) {
        return new EnvoySettings(
                new Listening("127.0.0.1", 0, Optional.empty()),
                identity,
                ProxyLimits.DEFAULTS,
                EnvoySettings.Load.DEFAULTS,
                Duration.ofSeconds(20),
                FailureMode.REFUSE,
                FailureMode.SERVE,
                FailureMode.REFUSE,
                false);
    }

    @AfterEach
    void close() {
        envoy.close();
        door.close();
    }

    static Stream<Modes> modes() {
        return Stream.of(Modes.BUFFERED, Modes.STREAMED, Modes.DUPLEX);
    }

    private static Function<Http, Http> json(String body) {
        return _ -> new Http(
                Map.of(
                        ":status", "200",
                        "content-type", "application/json",
                        "content-length", Integer.toString(body.length())),
                body);
    }

    private static Http events(Http request) {
        return new Http(Map.of(":status", "200", "content-type", "text/event-stream"), STREAM);
    }

    private Seen chat(Modes modes) {
        return envoy.exchange(modes, "/v1/chat/completions", CHAT, json(ANSWER));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void free_exchange_passesAndIsRecorded(Modes modes) {
        Seen seen = chat(modes);
        assertThat(seen.upstream().orElseThrow().body()).isEqualTo(CHAT);
        assertThat(seen.upstream().orElseThrow().headers()).containsEntry("accept-encoding", "identity");
        assertThat(seen.client().body()).isEqualTo(ANSWER);
        assertThat(fixture.recorder.digests)
                .singleElement()
                .satisfies(digest -> assertThat(digest.account()).isEqualTo(account));
        fixture.assertNoCanary();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void observe_exchange_passesAndIsOfferedWhole(Modes modes) {
        fixture.apply(account, new Countermeasure.Observe());
        Seen seen = chat(modes);
        assertThat(seen.upstream().orElseThrow().body()).isEqualTo(CHAT);
        assertThat(seen.client().body()).isEqualTo(ANSWER);
        assertThat(fixture.recorder.watched).singleElement().satisfies(exchange -> {
            assertThat(exchange.usage().output()).hasValue(42);
            assertThat(exchange.client().ip()).contains("192.0.2.7");
        });
    }

    @ParameterizedTest
    @MethodSource("modes")
    void stepUp_request_isRefusedWithWhereToVerify(Modes modes) {
        fixture.apply(account, new Countermeasure.StepUp(URI.create("https://verify.example/a")));
        Seen seen = chat(modes);
        assertThat(seen.upstream()).isEmpty();
        assertThat(seen.status()).isEqualTo(403);
        assertThat(seen.client().headers()).containsEntry("link", "<https://verify.example/a>; rel=\"help\"");
        assertThat(seen.client().body()).contains("\"verification_url\":\"https://verify.example/a\"");
        assertThat(fixture.recorder.digests).isEmpty();
        fixture.assertNoCanary(seen.client().body());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void suspend_request_isRefused(Modes modes) {
        fixture.apply(account, new Countermeasure.Suspend());
        Seen seen = chat(modes);
        assertThat(seen.upstream()).isEmpty();
        assertThat(seen.status()).isEqualTo(403);
        assertThat(seen.client().body()).contains("account_suspended");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void throttle_secondRequest_isRefused(Modes modes) {
        fixture.apply(account, new Countermeasure.Throttle(1, Duration.ofMinutes(1)));
        assertThat(chat(modes).status()).isEqualTo(200);
        Seen second = chat(modes);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.client().headers()).containsEntry("retry-after", "60");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void withhold_namedModel_isRefusedAndOthersAreServed(Modes modes) {
        fixture.apply(account, new Countermeasure.Withhold(Set.of("m-large")));
        assertThat(chat(modes).client().body()).contains("model_withheld");
        Seen other = envoy.exchange(modes, "/v1/chat/completions", CHAT.replace("m-large", "m-small"), json(ANSWER));
        assertThat(other.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_request_isChanged(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Http upstream = chat(modes).upstream().orElseThrow();
        assertThat(upstream.body())
                .contains("\"n\":1")
                .contains("\"temperature\":0.7")
                .contains("canary-prompt-0815")
                .doesNotContain("logprobs")
                .doesNotContain("logit_bias")
                .doesNotContain("watermark");
        assertThat(upstream.headers()).doesNotContainKey("content-length");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_wholeAnswer_isChanged(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Seen seen = chat(modes);
        assertThat(seen.client().body())
                .contains("\"logprobs\":null")
                .contains("\"reasoning\":\"\"")
                .contains("\"content\":\"hi\"");
        assertThat(seen.client().headers()).doesNotContainKey("content-length");
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_streamedAnswer_isChangedEventByEvent(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Seen seen = envoy.exchange(modes, "/v1/chat/completions", CHAT, EnvoyDoorTest::events);
        assertThat(seen.client().body())
                .contains("\"reasoning\":\"\"")
                .contains("\"logprobs\":null")
                .contains("data: [DONE]")
                .doesNotContain("Then.");
        assertThat(fixture.recorder.watched)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.usage().output()).hasValue(42));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_answerThatCannotBeRead_isNotPassedOn(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Seen zipped = envoy.exchange(
                modes,
                "/v1/chat/completions",
                CHAT,
                _ -> new Http(
                        Map.of(":status", "200", "content-type", "application/json", "content-encoding", "gzip"),
                        "canary-prompt-0815"));
        assertThat(zipped.status()).isEqualTo(502);
        Seen broken = envoy.exchange(
                modes,
                "/v1/chat/completions",
                CHAT,
                _ -> new Http(Map.of(":status", "200", "content-type", "application/json"), "{\"canary-prompt-0815"));
        assertThat(broken.status()).isEqualTo(502);
        fixture.assertNoCanary(zipped.client().body(), broken.client().body());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_reasoningOfAnotherConversation_isRefused(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        String request = """
                {"model": "m", "messages": [{"role": "user", "content": "one"}, {"role": "assistant", "content": [
                 {"type": "thinking", "thinking": "", "signature": "stw1.AAAA"}]}]}
                """;
        Seen seen = envoy.exchange(modes, "/v1/messages", request, json("{}"));
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.client().body()).contains("reasoning_not_of_this_conversation");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void held_requestThatIsNoJson_isRefused(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Seen seen = envoy.exchange(modes, "/v1/chat/completions", "{canary-prompt-0815", json(ANSWER));
        assertThat(seen.status()).isEqualTo(400);
        fixture.assertNoCanary(seen.client().body());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void errorOfTheModelServer_passesAndIsNotRecorded(Modes modes) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Seen seen = envoy.exchange(
                modes,
                "/v1/chat/completions",
                CHAT,
                _ -> new Http(Map.of(":status", "500", "content-type", "text/plain"), "oops"));
        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.client().body()).isEqualTo("oops");
        assertThat(fixture.recorder.digests).isEmpty();
    }

    /** Each API with a request and an answer of its own, both with something to take away. */
    enum EachApi {
        CHAT("/v1/chat/completions", "\"messages\": []", "{\"choices\": [{\"message\": {\"reasoning\": \"S. T.\"}}]}"),
        RESPONSES(
                "/v1/responses",
                "\"input\": \"hi\"",
                "{\"output\": [{\"type\": \"reasoning\", \"summary\": [{\"type\": \"summary_text\", \"text\": \"S. T.\"}]}]}"),
        COMPLETIONS(
                "/v1/completions",
                "\"prompt\": \"hi\"",
                "{\"choices\": [{\"text\": \"x\", \"logprobs\": {\"S. T.\": 1}}]}"),
        EMBEDDINGS("/v1/embeddings", "\"input\": \"hi\"", "{\"data\": []}"),
        MESSAGES(
                "/v1/messages",
                "\"messages\": []",
                "{\"content\": [{\"type\": \"thinking\", \"thinking\": \"S. T.\", \"signature\": \"S. T.\"}]}");

        private final String path;
        private final String request;
        private final String answer;

        EachApi(String path, String members, String answer) {
            this.path = path;
            this.request = "{\"model\": \"m-large\", \"logit_bias\": {\"1\": 1}, " + members + "}";
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource(EachApi.class)
    void everyApi_inEveryMode_obeysEveryMeasure(EachApi api) {
        modes().forEach(modes -> {
            fixture.apply(account, new Countermeasure.Observe());
            assertThat(envoy.exchange(modes, api.path, api.request, json(api.answer))
                            .client()
                            .body())
                    .isEqualTo(api.answer);
            fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
            Seen deterred = envoy.exchange(modes, api.path, api.request, json(api.answer));
            assertThat(deterred.upstream().orElseThrow().body()).doesNotContain("logit_bias");
            assertThat(deterred.client().body()).doesNotContain("S. T.");
            for (Countermeasure refusal : List.of(
                    new Countermeasure.Suspend(),
                    new Countermeasure.Withhold(Set.of("m-large")),
                    new Countermeasure.StepUp(URI.create("https://verify.example/a")))) {
                fixture.apply(account, refusal);
                Seen refused = envoy.exchange(modes, api.path, api.request, json(api.answer));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.upstream()).isEmpty();
            }
        });
    }

    private static Deterrence only(Optional<Deterrence.Logprobs> logprobs, Optional<Deterrence.Reasoning> reasoning) {
        return new Deterrence(logprobs, false, reasoning, OptionalInt.empty(), OptionalDouble.empty(), false, false);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_milderForms_leaveSome(Modes modes) {
        fixture.apply(
                account,
                new Countermeasure.Deter(only(Optional.of(new Deterrence.Logprobs.Round(0, 1)), Optional.empty())));
        assertThat(chat(modes).client().body()).contains("\"logprob\":-0.1,");
        fixture.apply(
                account, new Countermeasure.Deter(only(Optional.empty(), Optional.of(Deterrence.Reasoning.SUMMARISE))));
        assertThat(chat(modes).client().body()).contains("\"reasoning\":\"First.\"");
        assertThat(envoy.exchange(modes, "/v1/chat/completions", CHAT, EnvoyDoorTest::events)
                        .client()
                        .body())
                .contains("\"reasoning\":\"First.\"")
                .doesNotContain("Then.");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void deter_seal_isOpenedForItsOwnConversationOnly(Modes modes) {
        fixture.apply(
                account,
                new Countermeasure.Deter(new Deterrence(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        false,
                        true)));
        String first = "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"one\"}%s]}";
        String given = envoy.exchange(
                        modes,
                        "/v1/messages",
                        first.formatted(""),
                        json(
                                "{\"content\": [{\"type\": \"thinking\", \"thinking\": \"t\", \"signature\": \"opaque\"}]}"))
                .client()
                .body();
        String sealed = given.substring(given.indexOf("stw1."), given.lastIndexOf('"'));
        String turn =
                ", {\"role\": \"assistant\", \"content\": [{\"type\": \"thinking\", \"thinking\": \"t\", \"signature\": \""
                        + sealed + "\"}]}";
        Seen own = envoy.exchange(modes, "/v1/messages", first.formatted(turn), json("{\"content\": []}"));
        assertThat(own.upstream().orElseThrow().body()).contains("\"signature\":\"opaque\"");
        Seen other = envoy.exchange(
                modes, "/v1/messages", first.replace("one", "two").formatted(turn), json("{\"content\": []}"));
        assertThat(other.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request.useragent", "request.id", "connection.requested_server_name"})
    void attribute_thatClientsChoose_isRefused(String name) {
        assertThatThrownBy(() -> new EnvoyIdentity.Attribute(name))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("connection.subject_peer_certificate");
    }

    @Test
    void neighbour_ofSuspendedAccount_isServed() {
        fixture.apply(fixture.names.ofKey("sk-other"), new Countermeasure.Suspend());
        assertThat(chat(Modes.BUFFERED).status()).isEqualTo(200);
    }

    @Test
    void largeBody_inPieces_isChangedWhole() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        String long_ = "x".repeat(3 << 20);
        for (Modes modes : new Modes[] {
            new Modes(Modes.STREAMED.request(), Modes.STREAMED.answer(), 65_536),
            new Modes(Modes.DUPLEX.request(), Modes.DUPLEX.answer(), 65_536)
        }) {
            Seen seen = envoy.exchange(
                    modes,
                    "/v1/chat/completions",
                    CHAT.replace("canary-prompt-0815", long_),
                    json(ANSWER.replace("\"hi\"", '"' + long_ + '"')));
            assertThat(seen.upstream().orElseThrow().body()).contains(long_).contains("\"n\":1");
            assertThat(seen.client().body()).contains(long_).contains("\"logprobs\":null");
        }
    }

    @Test
    void identity_ofMetadataCertificateOrHeader_namesTheAccount() {
        record Case(EnvoyIdentity identity, String account) {}
        for (Case each : new Case[] {
            new Case(
                    new EnvoyIdentity.Metadata("iss", "envoy.filters.http.jwt_authn", List.of("payload", "sub")),
                    fixture.names.ofSubject("iss", "person-1")),
            new Case(
                    new EnvoyIdentity.Attribute("connection.subject_peer_certificate"),
                    fixture.names.ofCertificate("CN=client-1")),
            new Case(new EnvoyIdentity.Header("iss", "X-Verified"), fixture.names.ofSubject("iss", "person-2"))
        }) {
            Fixture own = new Fixture();
            try (EnvoyDoor other = EnvoyDoor.start(settings(each.identity()), own.names, Principal::of, own.parts);
                    FakeEnvoy asks = new FakeEnvoy(other.port())) {
                Map<String, String> headers = FakeEnvoy.post("/v1/chat/completions");
                headers.put("x-verified", "person-2");
                asks.exchange(Modes.BUFFERED, new Http(headers, CHAT), json(ANSWER));
                assertThat(own.recorder.digests)
                        .singleElement()
                        .satisfies(digest -> assertThat(digest.account()).isEqualTo(each.account()));
            }
        }
    }

    @Test
    void request_withoutAccount_isRefused() {
        Map<String, String> headers = FakeEnvoy.post("/v1/chat/completions");
        headers.remove("authorization");
        Seen seen = envoy.exchange(Modes.BUFFERED, new Http(headers, CHAT), json(ANSWER));
        assertThat(seen.status()).isEqualTo(401);
        assertThat(seen.upstream()).isEmpty();
    }

    @Test
    void unknownPath_isRefused() {
        Map<String, String> headers = FakeEnvoy.post("/v1//chat/completions");
        assertThat(envoy.exchange(Modes.BUFFERED, new Http(headers, CHAT), json(ANSWER))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void health_whileExchangesCannotBeRecorded_saysSo() {
        assertThat(door.health()).isEqualTo(new DoorHealth(true, Optional.empty()));
        fixture.recorder.trouble = Optional.of("The disk is full.");
        assertThat(door.health().trouble()).contains("The disk is full.");
        door.close();
        assertThat(door.health().listening()).isFalse();
    }
}
