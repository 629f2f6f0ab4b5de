// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that a rule should change and cannot: passing it on would be a way around the rule. */
@Timeout(60)
class UnreadableAnswerTest {
    private static final Countermeasure STRIP = new Countermeasure.Deter(new Deterrence(
            Optional.of(new Deterrence.Logprobs.Strip()),
            false,
            Optional.of(Deterrence.Reasoning.WITHHOLD),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false,
            false));

    private static HttpResponse<String> answered(Consumer<HttpServerResponse> answer) throws Exception {
        try (FakeModelServer model = new FakeModelServer((_, response) -> answer.accept(response));
                RunningGateway gateway = new RunningGateway(
                        model.url(),
                        parts -> Changed.limits(
                                parts,
                                new ProxyLimits(
                                        10_000,
                                        10_000,
                                        8192,
                                        2000,
                                        1000,
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(10))))) {
            gateway.apply(STRIP);
            return gateway.post("/v1/chat/completions", EntryPath.CHAT.request(false));
        }
    }

    private static void isRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("answer_unreadable").doesNotContain("CANARY");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("etag")).isEmpty();
    }

    @Test
    void otherType_isRefused() throws Exception {
        isRefused(answered(response ->
                response.putHeader("content-type", "application/x-ndjson").end("{\"t\":\"CANARY\"}\n")));
    }

    @Test
    void noType_isRefused() throws Exception {
        isRefused(answered(response -> response.end("CANARY")));
    }

    @Test
    void compressed_isRefused() throws Exception {
        isRefused(answered(response -> response.putHeader("content-type", "application/json")
                .putHeader("content-encoding", "gzip")
                .putHeader("etag", "x")
                .end("CANARY")));
    }

    @Test
    void malformed_isRefused() throws Exception {
        isRefused(answered(response ->
                response.putHeader("content-type", "application/json").end("{\"choices\":[{\"CANARY\":")));
    }

    @Test
    void tooLong_isRefused() throws Exception {
        isRefused(answered(response -> response.putHeader("content-type", "application/json")
                .end("{\"x\":\"" + "CANARY".repeat(1000) + "\"}")));
    }

    @Test
    void malformedEvent_isLeftOutAndTheRestPasses() throws Exception {
        HttpResponse<String> response = answered(
                r -> r.putHeader("content-type", "text/event-stream")
                        .end(
                                "data: {\"CANARY\":\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\ndata: [DONE]\n\n"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Hello", "[DONE]").doesNotContain("CANARY");
    }

    @Test
    void errorOfTheModelServer_passesAsItIs() throws Exception {
        HttpResponse<String> response = answered(
                r -> r.setStatusCode(400).putHeader("content-type", "text/html").end("<h1>bad request</h1>"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("<h1>bad request</h1>");
    }
}
