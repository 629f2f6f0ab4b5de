// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What users say, the keys they say it with, and where they are, comes out of the service nowhere but at the model. */
@Isolated("looks at the process's standard output")
@Timeout(120)
class ServiceCanaryTest {
    private static final String PROMPT = "zqcanaryprompt7731";
    private static final String KEY = "sk-zqcanarykey7731";
    private static final String ADDRESS = "203.0.113.177";
    private static final String NAME = "zqcanaryname7731";
    private static final List<String> CANARIES = List.of(PROMPT, KEY, ADDRESS, NAME);
    private static final String KNOWN = "sk-zqcanarykey7731-known";

    @TempDir
    private Path folder;

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT
            + "\"}],\"user\":\"" + NAME + "\",\"logprobs\":true}";

    private static List<String> bodies() {
        return List.of(
                CHAT,
                CHAT.replace("\"m\"", "\"is " + NAME + "\""),
                "{\"model\":\"m\",\"prompt\":\"" + PROMPT + "\"}",
                "{\"model\":\"m\",\"input\":\"" + PROMPT + "\",\"stream\":true}",
                "{\"model\":\"m\",\"max_tokens\":1,\"system\":\"" + PROMPT + "\",\"messages\":[]}",
                CHAT.substring(0, CHAT.length() / 2),
                "{\"" + PROMPT + "\":" + PROMPT + "}",
                "[\"" + PROMPT + "\"",
                PROMPT,
                "please fail " + PROMPT,
                "{\"model\":{\"" + PROMPT + "\":1},\"messages\":\"" + PROMPT + "\"}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"" + PROMPT + "\",\"content\":\"" + PROMPT + "\\ud800\"}]}");
    }

    private static final List<String> PATHS = List.of(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/responses",
            "/v1/messages",
            "/v1/messages/count_tokens",
            "/v1/embeddings",
            "/v1/responses/" + NAME,
            "/v1/" + NAME + "?key=" + KEY,
            "/v1/chat/completions?key=" + KEY);

    private void everything(RunningService service, List<String> answers) throws Exception {
        for (String path : PATHS) {
            for (String body : bodies()) {
                for (String key : List.of(KNOWN, KEY, "")) {
                    HttpRequest.Builder request = HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + service.service.port() + path))
                            .timeout(Duration.ofSeconds(20))
                            .header("x-forwarded-for", ADDRESS)
                            .header("x-real-ip", ADDRESS)
                            .header("user-agent", NAME)
                            .header("x-request-id", NAME)
                            .header("traceparent", NAME)
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body));
                    if (!key.isEmpty()) {
                        request.header(
                                body.length() % 2 == 0 ? "x-api-key" : "authorization",
                                body.length() % 2 == 0 ? key : "Bearer " + key);
                    }
                    answers.add(service.client
                            .send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .body());
                }
            }
        }
        for (String raw : List.of(
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
                        + "\r\nContent-Length: 999\r\n\r\n{\"messages\":\"" + PROMPT,
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + PROMPT + "\r\n",
                PROMPT + " " + KEY + "\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-" + NAME + ": " + "x".repeat(40_000) + "\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.service.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                answers.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The gateway may close before it has all; what it says elsewhere is what counts here.
            }
        }
    }

    static List<String> spellings(String canary) {
        byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        return List.of(canary, HexFormat.of().formatHex(bytes), base64.substring(0, base64.length() - 4));
    }

    private static void assertSilent(String where, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String canary : CANARIES) {
            for (String spelling : spellings(canary)) {
                assertThat(lower.contains(spelling.toLowerCase(Locale.ROOT)))
                        .as(where + " holds " + canary)
                        .isFalse();
            }
        }
    }

    private static Decision decision(Countermeasure countermeasure) {
        return new Decision(
                "person",
                "1",
                "by-hand",
                countermeasure,
                Duration.ofHours(1),
                false,
                "Under review.",
                "ab".repeat(32),
                Instant.now());
    }

    @Test
    void serve_everythingPlantedEverywhere_comesOutNowhere() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        List<String> answers = new ArrayList<>();
        StringBuilder asked = new StringBuilder();
        int asFirst;
        String caseId;
        try (PrintStream caught = new PrintStream(said, true, StandardCharsets.UTF_8);
                Collector collector = new Collector()) {
            System.setOut(caught);
            System.setErr(caught);
            try (RunningService service = new RunningService(
                    folder,
                    "trusted-proxies: [127.0.0.1]\nlimits: {request: 64KiB}\ntelemetry: {otlp: '" + collector.url()
                            + "'}")) {
                everything(service, answers);
                asFirst = answers.size();
                // Again, for accounts that are watched and whose requests are changed.
                try (CaseStore store = CaseStore.open("sqlite:" + service.state.resolve("cases.db"), AuditSink.NONE)) {
                    Instant now = Instant.now();
                    String account = account(service, KNOWN);
                    // The case of a campaign, so that texts of its accounts are kept as evidence.
                    caseId = store.observe(List.of(Campaigns.of("c-1", now, account, "another")), now)
                            .getFirst()
                            .caseId();
                    store.act(Optional.of(caseId), Set.of(account), decision(new Countermeasure.Observe()), "lee", now);
                    store.act(
                            Optional.empty(),
                            Set.of(account(service, KEY)),
                            decision(new Countermeasure.Suspend()),
                            "lee",
                            Instant.now());
                    Await.until("the actions are seen", () -> scrape(service).contains("kind=\"suspend\"} 1.0"));
                }
                everything(service, answers);
                service.admin("POST", "/admin/v1/assess", "administrator", PROMPT);
                service.admin("POST", "/admin/v1/actions/" + NAME + "/undo", "analyst", PROMPT);
                for (String path :
                        List.of("status", "cases", "actions", "proposals", "cases/" + NAME.substring(0, 4))) {
                    asked.append(
                            service.get("/admin/v1/" + path, "administrator").body());
                }
                asked.append(service.get("/admin/v1/" + NAME, KEY).body());
                asked.append(scrape(service));
                assertThat(service.model.headers).isNotEmpty();
                service.notices.noticed.forEach(asked::append);
                service.notices.alarms.forEach(asked::append);
            }
            Await.until("spans arrive", () -> collector.spans().size() > asFirst);
            assertSilent("a trace", collector.raw());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(answers).anyMatch(a -> a.contains("account_suspended")).anyMatch(a -> a.contains("Hello."));
        answers.forEach(answer -> assertSilent("an answer", answer));
        assertSilent("admin API, metrics or notices", asked.toString());
        assertSilent("standard output or error", said.toString(StandardCharsets.UTF_8));
        int files = 0;
        try (Stream<Path> all = Files.walk(folder.resolve("state"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files++;
                assertSilent(file.toString(), file.getFileName() + Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(files).isGreaterThan(6);
        // They were there to be found: kept, and sealed.
        StateFolder state = new StateFolder(folder.resolve("state"));
        try (CaseStore store = CaseStore.open(state.caseStore(), AuditSink.NONE)) {
            assertThat(store.vault(EvidenceKeys.inFile(state.evidenceKey()), EvidenceLimits.DEFAULTS)
                            .list(caseId))
                    .isNotEmpty();
        }
    }

    private static String scrape(RunningService service) {
        try {
            return service.metrics();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String account(RunningService service, String key) {
        return new AccountNames(new StateFolder(service.state).secret("account-secret", 32)).ofKey(key);
    }
}
