// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doors beside the proxy, opened by one settings file, under one set of measures. */
@Timeout(120)
class ServiceDoorsTest {
    private static final String SETTINGS = """
            listen: {port: 0}
            upstream: {url: "http://127.0.0.1:9"}
            when-blind: serve
            admin: {port: 0}
            envoy:
              port: 0
              accounts-by: api-key
              when-late: serve
              when-blind: serve
              when-unenforceable: refuse
            litellm:
              port: 0
              secret-file: door-secret
              when-unenforceable: refuse
              when-nameless: refuse
              when-blind: serve
            otlp:
              port: 0
              secret-file: door-secret
            """;
    private static final String SECRET = "a-secret-of-a-door-4711";
    private static final String CALL = """
            {"texts":["Hi"],"request_data":{"user_api_key_hash":"virtual-key-hash"},"input_type":"request",\
            "litellm_call_id":"c1"}""";

    @TempDir
    private Path folder;

    private final HeardNotices notices = new HeardNotices();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void doors_actionDecidedByAnotherProcess_holdsThereToo() throws Exception {
        try (Service service = start()) {
            assertThat(service.port()).isPositive();
            int liteLlm = port("LiteLLM is answered on port (\\d+)");
            assertThat(port("Envoy is answered on port (\\d+)")).isPositive();
            assertThat(ask(liteLlm)).contains("\"NONE\"");
            assertThat(export(port("exports are taken on port (\\d+)"))).isEqualTo(200);

            String account = new AccountNames(
                            new StateFolder(folder.resolve("stillwatch-state")).secret("account-secret", 32))
                    .ofSubject("litellm", "virtual-key-hash");
            suspend(account);
            Instant deadline = Instant.now().plusSeconds(30);
            while (!ask(liteLlm).contains("BLOCKED") && Instant.now().isBefore(deadline)) {
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }
            assertThat(ask(liteLlm)).contains("BLOCKED");
        }
    }

    @Test
    void door_failureModeNotSaid_isRefused() throws Exception {
        Files.writeString(folder.resolve("door-secret"), SECRET);
        Path file = folder.resolve("stillwatch.yaml");
        Files.writeString(file, SETTINGS.replace("  when-nameless: refuse\n", ""));
        assertThatThrownBy(() -> ServeSettingsReader.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("when-nameless")
                .hasMessageContaining("stillwatch.yaml");
    }

    @Test
    void door_secretTooShort_isRefusedWithoutShowingIt() throws Exception {
        Files.writeString(folder.resolve("door-secret"), "short-4711");
        Path file = folder.resolve("stillwatch.yaml");
        Files.writeString(file, SETTINGS);
        assertThatThrownBy(() -> ServeSettingsReader.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("door-secret")
                .hasMessageNotContaining("short-4711");
    }

    private Service start() throws Exception {
        Files.writeString(folder.resolve("door-secret"), SECRET + "\n");
        Path file = folder.resolve("stillwatch.yaml");
        Files.writeString(file, SETTINGS);
        return Service.start(ServeSettingsReader.read(file), InstantSource.system(), Parallel.SEQUENTIAL, notices);
    }

    private int port(String pattern) {
        return notices.noticed.stream()
                .map(Pattern.compile(pattern)::matcher)
                .filter(Matcher::find)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private String ask(int port) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/beta/litellm_basic_guardrail_api"))
                                .header("x-api-key", SECRET)
                                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int export(int port) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
                                .header("authorization", "Bearer " + SECRET)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"resourceSpans\":[]}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** As `stillwatch case decide` does, from a process of its own. */
    private void suspend(String account) {
        try (CaseStore store =
                CaseStore.open("sqlite:" + folder.resolve("stillwatch-state/cases.db"), AuditSink.NONE)) {
            store.act(
                    Optional.empty(),
                    Set.of(account),
                    new Decision(
                            "manual",
                            "1.0.0",
                            "manual",
                            new Countermeasure.Suspend(),
                            Duration.ofHours(1),
                            false,
                            "Reviewed.",
                            "0".repeat(64),
                            Instant.now()),
                    "ann",
                    Instant.now());
        }
    }
}
