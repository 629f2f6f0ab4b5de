// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.enforce.RequestLimits;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every countermeasure on every path through the proxy, streamed and not: a rule that one path forgets is no rule. */
@Timeout(60)
class EnforcementMatrixTest {
    private FakeModelServer model;
    private RunningGateway gateway;

    static Stream<Arguments> paths() {
        return Arrays.stream(EntryPath.values())
                .flatMap(path -> path.streams()
                        ? Stream.of(Arguments.of(path, false), Arguments.of(path, true))
                        : Stream.of(Arguments.of(path, false)));
    }

    @BeforeEach
    void start() throws Exception {
        model = new FakeModelServer((asked, response) -> {
            EntryPath path = Arrays.stream(EntryPath.values())
                    .filter(p -> p.path.equals(asked.uri()))
                    .findFirst()
                    .orElseThrow();
            boolean streamed = asked.body().contains("\"stream\":true");
            response.putHeader("content-type", streamed ? "text/event-stream" : "application/json");
            response.end(streamed ? path.events : path.answer);
        });
        gateway = new RunningGateway(model.url());
    }

    @AfterEach
    void stop() {
        gateway.close();
        model.close();
    }

    private HttpResponse<String> ask(EntryPath path, boolean streamed) throws Exception {
        return gateway.post(path.path, path.request(streamed));
    }

    private HttpResponse<String> askAs(String key, EntryPath path, boolean streamed) throws Exception {
        return gateway.client.send(
                HttpRequest.newBuilder(gateway.at(path.path))
                        .header("x-api-key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(path.request(streamed)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String answerUnder(EntryPath path, boolean streamed, Deterrence deterrence) throws Exception {
        gateway.apply(new Countermeasure.Deter(deterrence));
        HttpResponse<String> response = ask(path, streamed);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        if (path != EntryPath.EMBEDDINGS) {
            assertThat(response.body()).contains("Hello.");
        }
        return response.body();
    }

    private static Deterrence deterrence(
            Optional<Deterrence.Logprobs> logprobs, Optional<Deterrence.Reasoning> reasoning, boolean seal) {
        return new Deterrence(logprobs, false, reasoning, OptionalInt.empty(), OptionalDouble.empty(), false, seal);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void nothing_passesUnchanged(EntryPath path, boolean streamed) throws Exception {
        assertThat(ask(path, streamed).body()).isEqualTo(streamed ? path.events : path.answer);
        assertThat(model.next().body()).isEqualTo(path.request(streamed));
        assertThat(gateway.recorder.digests).hasSize(1);
        assertThat(gateway.recorder.watched).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void observe_passesUnchangedAndOffersEvidence(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Observe());
        assertThat(ask(path, streamed).body()).isEqualTo(streamed ? path.events : path.answer);
        assertThat(model.next().body()).isEqualTo(path.request(streamed));
        assertThat(gateway.recorder.watched).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void suspend_refusesAndAsksNoModel(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Suspend());
        HttpResponse<String> response = ask(path, streamed);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body())
                .contains("account_suspended", "Campaign C-1.")
                .doesNotContain(RunningGateway.KEY);
        assertThat(model.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void stepUp_refusesWithWhereToVerify(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.StepUp(URI.create("https://verify.example/start")));
        HttpResponse<String> response = ask(path, streamed);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"verification_url\":\"https://verify.example/start\"");
        assertThat(model.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void throttle_servesUpToTheRate(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Throttle(2, Duration.ofHours(1)));
        assertThat(ask(path, streamed).statusCode()).isEqualTo(200);
        assertThat(ask(path, streamed).statusCode()).isEqualTo(200);
        HttpResponse<String> third = ask(path, streamed);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(third.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1700L, 1800L);
        assertThat(model.asked).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void limits_holdForAccountsThatNothingWasDecidedAbout(EntryPath path, boolean streamed) throws Exception {
        gateway.close();
        gateway = new RunningGateway(
                model.url(),
                new RequestLimits(
                        Optional.of(new Countermeasure.Throttle(2, Duration.ofHours(1))),
                        Optional.of(new Countermeasure.Throttle(3, Duration.ofHours(1)))));
        assertThat(ask(path, streamed).statusCode()).isEqualTo(200);
        assertThat(ask(path, streamed).statusCode()).isEqualTo(200);
        HttpResponse<String> third = ask(path, streamed);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("retry-after")).isPresent();
        assertThat(askAs("another key", path, streamed).statusCode()).isEqualTo(200);
        assertThat(askAs("a third key", path, streamed).statusCode()).isEqualTo(429);
        assertThat(model.asked).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void withhold_refusesTheModelAndServesOthers(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Withhold(Set.of("m-large")));
        for (String name : new String[] {"m-large", "M-Large", "openai/m-large", "m-large-2026-06-01"}) {
            HttpResponse<String> refused = gateway.post(path.path, path.request(streamed, name));
            assertThat(refused.statusCode()).as(name).isEqualTo(403);
            assertThat(refused.body()).contains("model_withheld");
        }
        assertThat(model.asked).isEmpty();
        assertThat(gateway.post(path.path, path.request(streamed, "m-small")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void withhold_modelNamedTwiceOneOfThemWithheld_isRefused(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Withhold(Set.of("m-large")));
        String body = path.request(streamed, "m-small").replaceFirst("\\{", "{\"model\":\"m-large\",");
        assertThat(gateway.post(path.path, body).statusCode()).isEqualTo(403);
        assertThat(model.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void stripLogprobs_leavesNone(EntryPath path, boolean streamed) throws Exception {
        String answer = answerUnder(
                path, streamed, deterrence(Optional.of(new Deterrence.Logprobs.Strip()), Optional.empty(), false));
        assertThat(answer).doesNotContain("0.123456", "CANARY-ALT");
        assertThat(model.next().body()).doesNotContain("logprobs");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void roundLogprobs_leavesOneCoarseAlternative(EntryPath path, boolean streamed) throws Exception {
        String answer = answerUnder(
                path, streamed, deterrence(Optional.of(new Deterrence.Logprobs.Round(1, 1)), Optional.empty(), false));
        assertThat(answer).doesNotContain("0.123456", "CANARY-ALT");
        if (path != EntryPath.EMBEDDINGS && path != EntryPath.MESSAGES) {
            assertThat(answer).contains("-0.1");
        }
        assertThat(model.next().body()).doesNotContain("20");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void withholdReasoning_leavesNone(EntryPath path, boolean streamed) throws Exception {
        String answer = answerUnder(
                path, streamed, deterrence(Optional.empty(), Optional.of(Deterrence.Reasoning.WITHHOLD), false));
        assertThat(answer).doesNotContain("CANARY-REASON", "CANARY-TAIL");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void summariseReasoning_leavesTheFirstSentence(EntryPath path, boolean streamed) throws Exception {
        String answer = answerUnder(
                path, streamed, deterrence(Optional.empty(), Optional.of(Deterrence.Reasoning.SUMMARISE), false));
        assertThat(answer).doesNotContain("CANARY-TAIL");
        if (path != EntryPath.EMBEDDINGS && path != EntryPath.COMPLETIONS) {
            assertThat(answer).contains("First CANARY-REASON.");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void sealReasoning_leavesNoBlockAsTheModelGaveIt(EntryPath path, boolean streamed) throws Exception {
        String answer = answerUnder(path, streamed, deterrence(Optional.empty(), Optional.empty(), true));
        assertThat(answer).doesNotContain("CANARY-BLOCK");
        if (path == EntryPath.RESPONSES || path == EntryPath.MESSAGES) {
            assertThat(answer).contains("stw1.");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void settings_thatHarvest_areTakenOutOfTheRequest(EntryPath path, boolean streamed) throws Exception {
        answerUnder(
                path,
                streamed,
                new Deterrence(
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        OptionalInt.of(1),
                        OptionalDouble.of(0.4),
                        true,
                        false));
        String asked = model.next().body();
        assertThat(asked).doesNotContain("logit_bias", "watermark", "\"temperature\":0,", "\"n\":5", "\"best_of\":9");
        if (path != EntryPath.EMBEDDINGS) {
            assertThat(asked).contains("\"temperature\":0.4", "\"n\":1");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void undone_servesAsBefore(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Suspend());
        assertThat(ask(path, streamed).statusCode()).isEqualTo(403);
        assertThat(gateway.measures.undo("a-1", Instant.now())).isTrue();
        assertThat(ask(path, streamed).body()).isEqualTo(streamed ? path.events : path.answer);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void neighbours_areUntouched(EntryPath path, boolean streamed) throws Exception {
        gateway.apply(new Countermeasure.Suspend());
        assertThat(askAs("another key", path, streamed).body()).isEqualTo(streamed ? path.events : path.answer);
    }
}
