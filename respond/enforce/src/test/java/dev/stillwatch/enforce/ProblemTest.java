// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    private static String body(Problem problem, Dialect dialect) {
        return Rewriting.text(problem.body(dialect));
    }

    @Test
    void body_verificationRequired_tellsMachinesWhereToGo() {
        Problem problem = Problem.of(
                new Refusal.VerificationRequired("Unusual use was seen.", URI.create("https://verify.example/a?x=1")));

        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.headers()).containsEntry("link", "<https://verify.example/a?x=1>; rel=\"help\"");
        assertThat(body(problem, Dialect.OPENAI))
                .isEqualTo(
                        "{\"type\":\"urn:stillwatch:problem:verification_required\",\"title\":\"verification required\","
                                + "\"status\":403,\"detail\":\"Unusual use was seen. Verify the account at"
                                + " https://verify.example/a?x=1 to go on.\",\"error\":{\"message\":\"Unusual use was seen. Verify"
                                + " the account at https://verify.example/a?x=1 to go on.\",\"type\":\"permission_error\","
                                + "\"param\":null,\"code\":\"verification_required\","
                                + "\"verification_url\":\"https://verify.example/a?x=1\"}}");
        assertThat(body(problem, Dialect.ANTHROPIC))
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"permission_error\",\"message\":\"Unusual use was seen."
                                + " Verify the account at https://verify.example/a?x=1 to go on.\","
                                + "\"details\":{\"error_code\":\"verification_required\","
                                + "\"verification_url\":\"https://verify.example/a?x=1\"}}}");
    }

    @Test
    void of_suspended_saysUntilWhen() {
        Problem problem = Problem.of(new Refusal.Suspended("Terms of use.", Instant.parse("2026-12-01T00:00:00Z")));

        assertThat(problem.status()).isEqualTo(403);
        assertThat(body(problem, Dialect.OPENAI)).contains("\"until\":\"2026-12-01T00:00:00Z\"");
    }

    @ParameterizedTest
    @CsvSource({"PT0.000000001S,1", "PT1S,1", "PT1.000000001S,2", "PT59.5S,60", "P1D,86400"})
    void of_tooManyRequests_roundsTheWaitUp(Duration wait, String seconds) {
        Problem problem = Problem.of(new Refusal.TooManyRequests("Slower, please.", wait));

        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.headers()).containsEntry("retry-after", seconds);
        assertThat(body(problem, Dialect.ANTHROPIC))
                .contains("rate_limit_error", "\"retry_after_seconds\":\"" + seconds);
    }

    @Test
    void of_verificationAddressBeyondAscii_isWrittenForHeaders() {
        Problem problem = Problem.of(new Refusal.VerificationRequired("Why.", URI.create("https://verify.example/ü")));

        assertThat(problem.headers().get("link")).isEqualTo("<https://verify.example/%C3%BC>; rel=\"help\"");
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error,invalid_request_error",
        "401,authentication_error,authentication_error",
        "404,invalid_request_error,not_found_error",
        "413,invalid_request_error,request_too_large",
        "502,api_error,api_error"
    })
    void body_ofAStatus_namesTheVendorsKindOfError(int status, String openAi, String anthropic) {
        Problem problem = new Problem(status, "some_code", "Said \"so\".\n");

        assertThat(body(problem, Dialect.OPENAI)).contains("\"type\":\"" + openAi + "\"", "Said \\\"so\\\".\\n");
        assertThat(body(problem, Dialect.ANTHROPIC)).contains("\"type\":\"" + anthropic + "\"");
    }

    @Test
    void of_otherRefusals_saysWhatTheClientCanDo() {
        assertThat(Problem.of(new Refusal.ReasoningReplayed()).detail()).contains("Leave reasoning blocks out");
        assertThat(Problem.of(new Refusal.ReasoningReplayed()).status()).isEqualTo(400);
        assertThat(Problem.of(new Refusal.ModelWithheld("By order.")).code()).isEqualTo("model_withheld");
        assertThat(Problem.of(new Refusal.Unreadable("Why.")).code()).isEqualTo("unreadable_request");
    }
}
