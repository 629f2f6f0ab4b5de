// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmDoorTest {
    private static final String SECRET = "a-secret-of-litellm";
    private static final String HASH = "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b";
    private static final String CALL = """
            {"input_type": "request", "litellm_call_id": "c-1", "litellm_trace_id": "t-1", "texts": ["canary-prompt-0815"],
             "structured_messages": [{"role": "system", "content": "Be brief."},
                                     {"role": "user", "content": "canary-prompt-0815"}],
             "images": null, "tools": null, "tool_calls": null, "model": "m-large", "litellm_version": "1.80.0",
             "request_headers": {"User-Agent": "OpenAI/Python 2.17.0"}, "additional_provider_specific_params": {},
             "request_data": {"user_api_key_hash": "%s", "user_api_key_user_id": null, "user_api_key_org_id": "org-1"}}
            """.formatted(HASH);
    private static final String NONE = "{\"action\":\"NONE\"}";

    private final Fixture fixture = new Fixture();
    private final String account = fixture.names.ofSubject("litellm", HASH);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LiteLlmDoor door = start(FailureMode.REFUSE);

    private LiteLlmDoor start(FailureMode mode) {
        return LiteLlmDoor.start(
                new LiteLlmSettings(
                        new Listening("127.0.0.1", 0, Optional.empty()),
                        new SharedSecret(List.of(SECRET)),
                        HttpLimits.DEFAULTS,
                        mode,
                        mode,
                        mode),
                fixture.names,
                Principal::of,
                fixture.parts);
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private HttpResponse<String> post(LiteLlmDoor to, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + LiteLlmDoor.PATH))
                .header("x-api-key", SECRET)
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String verdict(String body) {
        HttpResponse<String> response = post(door, body);
        assertThat(response.statusCode()).isEqualTo(200);
        fixture.assertNoCanary(response.body());
        return response.body();
    }

    @Test
    void free_request_goesOnAndIsRecorded() {
        assertThat(verdict(CALL)).isEqualTo(NONE);
        assertThat(fixture.recorder.digests)
                .singleElement()
                .satisfies(digest -> assertThat(digest.account()).isEqualTo(account));
    }

    @Test
    void observe_request_isOfferedWhole() {
        fixture.apply(account, new Countermeasure.Observe());
        assertThat(verdict(CALL)).isEqualTo(NONE);
        assertThat(fixture.recorder.watched).singleElement().satisfies(exchange -> {
            assertThat(exchange.model()).contains("m-large");
            assertThat(exchange.organisation()).contains("org-1");
            assertThat(exchange.request().messages())
                    .extracting(Message::role)
                    .containsExactly(Message.Role.SYSTEM, Message.Role.USER);
        });
    }

    @Test
    void request_withTextsOnly_isRecordedWithThem() {
        fixture.apply(account, new Countermeasure.Observe());
        verdict("{\"input_type\": \"request\", \"texts\": [\"canary-prompt-0815\"], \"request_data\":"
                + " {\"user_api_key_hash\": \"" + HASH + "\"}}");
        assertThat(fixture.recorder.watched)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.request()
                                .lastUserMessage()
                                .orElseThrow()
                                .text())
                        .isEqualTo(Fixture.PROMPT));
    }

    @Test
    void stepUp_request_isBlockedWithWhereToVerify() {
        fixture.apply(account, new Countermeasure.StepUp(URI.create("https://verify.example/a")));
        assertThat(verdict(CALL)).contains("\"action\":\"BLOCKED\"").contains("https://verify.example/a");
        assertThat(fixture.recorder.digests).isEmpty();
    }

    @Test
    void suspend_request_isBlocked() {
        fixture.apply(account, new Countermeasure.Suspend());
        assertThat(verdict(CALL)).contains("\"action\":\"BLOCKED\"").contains("Campaign C-1.");
    }

    @Test
    void suspend_answer_isBlocked() {
        fixture.apply(account, new Countermeasure.Suspend());
        assertThat(verdict(CALL.replace("\"request\"", "\"response\""))).contains("BLOCKED");
    }

    @Test
    void answer_ofServedAccount_goesOnAndIsNotCountedAgain() {
        verdict(CALL);
        assertThat(verdict(CALL.replace("\"request\"", "\"response\""))).isEqualTo(NONE);
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @Test
    void throttle_secondRequest_isBlockedEvenUnderTheSameCallId() {
        fixture.apply(account, new Countermeasure.Throttle(1, Duration.ofMinutes(1)));
        assertThat(verdict(CALL)).isEqualTo(NONE);
        assertThat(verdict(CALL)).contains("BLOCKED").contains("Try again in 60 s.");
    }

    @Test
    void sameCallId_countsEachTime() {
        verdict(CALL);
        verdict(CALL);
        assertThat(fixture.recorder.digests)
                .extracting(digest -> digest.key())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void withhold_namedModel_isBlockedAndOthersGoOn() {
        fixture.apply(account, new Countermeasure.Withhold(Set.of("m-large")));
        assertThat(verdict(CALL)).contains("BLOCKED");
        assertThat(verdict(CALL.replace("m-large", "m-small"))).isEqualTo(NONE);
    }

    @Test
    void withhold_modelNotTold_isRefusedOrServedAsConfigured() {
        fixture.apply(account, new Countermeasure.Withhold(Set.of("m-large")));
        String call = CALL.replace("\"model\": \"m-large\",", "");
        assertThat(verdict(call)).contains("BLOCKED");
        try (LiteLlmDoor serving = start(FailureMode.SERVE)) {
            assertThat(post(serving, call).body()).isEqualTo(NONE);
            assertThat(fixture.count("unenforced", "door", "litellm", "what", "model"))
                    .isEqualTo(1);
        }
    }

    static Stream<Deterrence> deterrences() {
        Deterrence none = Deterrence.NONE;
        return Stream.of(
                none.withCanary(Optional.of(Deterrence.Canary.CLOSING)),
                none.withCanary(Optional.of(Deterrence.Canary.INSTRUCTION)),
                new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Strip()),
                        false,
                        none.reasoning(),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        false,
                        false),
                new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Round(1, 1)),
                        false,
                        none.reasoning(),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        false,
                        false),
                new Deterrence(
                        none.logprobs(),
                        true,
                        none.reasoning(),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        false,
                        false),
                new Deterrence(
                        none.logprobs(),
                        false,
                        Optional.of(Deterrence.Reasoning.WITHHOLD),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        false,
                        false),
                new Deterrence(
                        none.logprobs(),
                        false,
                        Optional.of(Deterrence.Reasoning.SUMMARISE),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        false,
                        false),
                new Deterrence(
                        none.logprobs(),
                        false,
                        none.reasoning(),
                        OptionalInt.of(1),
                        none.leastTemperature(),
                        false,
                        false),
                new Deterrence(
                        none.logprobs(),
                        false,
                        none.reasoning(),
                        none.mostCompletions(),
                        OptionalDouble.of(0.5),
                        false,
                        false),
                new Deterrence(
                        none.logprobs(),
                        false,
                        none.reasoning(),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        true,
                        false),
                new Deterrence(
                        none.logprobs(),
                        false,
                        none.reasoning(),
                        none.mostCompletions(),
                        none.leastTemperature(),
                        false,
                        true));
    }

    @ParameterizedTest
    @MethodSource("deterrences")
    void deter_anyMember_isRefusedOrServedAndCountedAsConfigured(Deterrence deterrence) {
        fixture.apply(account, new Countermeasure.Deter(deterrence));
        assertThat(verdict(CALL)).contains("BLOCKED");
        assertThat(fixture.recorder.digests).isEmpty();
        try (LiteLlmDoor serving = start(FailureMode.SERVE)) {
            assertThat(post(serving, CALL).body()).isEqualTo(NONE);
            assertThat(fixture.registry.find("stillwatch.door.unenforced").counters().stream()
                            .mapToDouble(c -> c.count())
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void request_withoutKey_isRefusedOrServedAsConfigured() {
        String call = CALL.replace("user_api_key_hash", "user_api_key_alias");
        assertThat(verdict(call)).contains("BLOCKED");
        try (LiteLlmDoor serving = start(FailureMode.SERVE)) {
            assertThat(post(serving, call).body()).isEqualTo(NONE);
        }
        assertThat(fixture.recorder.digests).isEmpty();
        assertThat(fixture.count("unwatched", "door", "litellm", "why", "no_account"))
                .isEqualTo(2);
    }

    @Test
    void request_whileBlind_isRefusedOrServedAsConfigured() {
        fixture.recorder.trouble = Optional.of("The disk is full.");
        assertThat(verdict(CALL)).contains("BLOCKED").doesNotContain("disk");
        try (LiteLlmDoor serving = start(FailureMode.SERVE)) {
            assertThat(post(serving, CALL).body()).isEqualTo(NONE);
            assertThat(serving.health()).isEqualTo(new DoorHealth(true, Optional.of("The disk is full.")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary-prompt-0815",
                "[]",
                "{}",
                "{\"input_type\": \"canary-prompt-0815\"}",
                "{\"input_type\": [\"request\"]}",
                "{\"input_type\": \"request\", \"texts\": [\"canary-prompt-0815"
            })
    void hostileBody_isRefusedWithoutAnEcho(String body) {
        HttpResponse<String> response = post(door, body);
        assertThat(response.statusCode()).isEqualTo(400);
        fixture.assertNoCanary(response.body());
    }

    @Test
    void strangeShapes_ofMembers_areNoTrouble() {
        assertThat(verdict(
                        "{\"input_type\": \"request\", \"texts\": {\"a\": 1}, \"structured_messages\": [1, null, {}],"
                                + " \"tools\": [[]], \"model\": 7, \"request_data\": {\"user_api_key_hash\": \"" + HASH
                                + "\"}}"))
                .isEqualTo(NONE);
        assertThat(verdict("{\"input_type\": \"request\", \"request_data\": []}"))
                .contains("BLOCKED");
    }

    @Test
    void halfACharacter_isNoTroubleAndIsRecorded() {
        String half = CALL.replace("Be brief.", "half \\ud800 a pair").replace("c-1", "\\udc00");
        assertThat(verdict(half)).isEqualTo(NONE);
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @Test
    void fault_onTheWay_isSaidWithoutAnEchoAndCounted() {
        fixture.recorder.onRecord = () -> {
            throw new IllegalStateException("canary-prompt-0815");
        };
        HttpResponse<String> response = post(door, CALL);
        assertThat(response.statusCode()).isEqualTo(500);
        fixture.assertNoCanary(response.body());
        assertThat(fixture.count("unwatched", "door", "litellm", "why", "unreadable"))
                .isEqualTo(1);
    }

    @Test
    void deepBody_isRefused() {
        assertThat(post(door, "{\"input_type\": \"request\", \"tools\": " + "[".repeat(100_000))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void caller_withoutSecret_learnsNothing() {
        for (String given : new String[] {"", "a-secret-of-litellM", SECRET + "x"}) {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + LiteLlmDoor.PATH))
                            .header("authorization", "Bearer " + given)
                            .POST(HttpRequest.BodyPublishers.ofString(CALL))
                            .build());
            assertThat(response.statusCode()).isEqualTo(401);
        }
        assertThat(fixture.recorder.digests).isEmpty();
    }

    @Test
    void otherPathsAndMethods_areRefused() {
        URI path = URI.create("http://127.0.0.1:" + door.port() + LiteLlmDoor.PATH);
        assertThat(send(HttpRequest.newBuilder(path).GET().build()).statusCode())
                .isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(path.resolve("/")).GET().build()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void bodyBeyondTheLimit_isRefused() {
        LiteLlmSettings small = new LiteLlmSettings(
                new Listening("127.0.0.1", 0, Optional.empty()),
                new SharedSecret(List.of(SECRET)),
                new HttpLimits(2048, 4096, Duration.ofSeconds(10)),
                FailureMode.REFUSE,
                FailureMode.REFUSE,
                FailureMode.REFUSE);
        try (LiteLlmDoor narrow = LiteLlmDoor.start(small, fixture.names, Principal::of, fixture.parts)) {
            assertThat(post(narrow, CALL.replace(Fixture.PROMPT, "x".repeat(3000)))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(post(narrow, CALL).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void start_unencryptedOnOtherAddresses_isRefused() {
        LiteLlmSettings open = new LiteLlmSettings(
                new Listening("0.0.0.0", 0, Optional.empty()),
                new SharedSecret(List.of(SECRET)),
                HttpLimits.DEFAULTS,
                FailureMode.REFUSE,
                FailureMode.REFUSE,
                FailureMode.REFUSE);
        assertThatThrownBy(() -> LiteLlmDoor.start(open, fixture.names, Principal::of, fixture.parts))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("0.0.0.0");
    }

    @Test
    void start_onATakenPort_saysSo() {
        LiteLlmSettings taken = new LiteLlmSettings(
                new Listening("127.0.0.1", door.port(), Optional.empty()),
                new SharedSecret(List.of(SECRET)),
                HttpLimits.DEFAULTS,
                FailureMode.REFUSE,
                FailureMode.REFUSE,
                FailureMode.REFUSE);
        assertThatThrownBy(() -> LiteLlmDoor.start(taken, fixture.names, Principal::of, fixture.parts))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(Integer.toString(door.port()));
    }
}
