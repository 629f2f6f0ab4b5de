// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AdminServerTest {
    private static final String CANARY = "zqcanary7731";

    @TempDir
    private Path folder;

    private RunningService running;
    private CaseStore store;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService(folder, "");
        store = CaseStore.open("sqlite:" + running.state.resolve("cases.db"), AuditSink.NONE);
    }

    @AfterEach
    void stop() {
        store.close();
        running.close();
    }

    private int status(String method, String path, String token) throws Exception {
        return running.admin(method, path, token, "{}").statusCode();
    }

    private Action proposed() {
        Instant now = Instant.now();
        return store.act(
                        Optional.empty(),
                        Set.of("key-1"),
                        Decisions.suspend(Duration.ofHours(1), true, now),
                        "lee",
                        now)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/v1/status, viewer, ''",
        "GET, /admin/v1/cases, viewer, ''",
        "GET, /admin/v1/cases/C-1, viewer, ''",
        "GET, /admin/v1/actions, viewer, ''",
        "GET, /admin/v1/proposals, viewer, ''",
        "POST, /admin/v1/cases/C-1/feedback, analyst, viewer",
        "POST, /admin/v1/actions/A-1/undo, analyst, viewer",
        "POST, /admin/v1/actions/A-1/approve, approver, analyst",
        "POST, /admin/v1/assess, administrator, approver",
        "POST, /admin/v1/policy/refresh, administrator, approver"
    })
    void path_needsItsRole(String method, String path, String least, String tooLittle) throws Exception {
        assertThat(status(method, path, "")).isEqualTo(401);
        assertThat(status(method, path, "wrong")).isEqualTo(401);
        if (!tooLittle.isEmpty()) {
            assertThat(status(method, path, tooLittle)).isEqualTo(403);
        }
        assertThat(status(method, path, least)).isIn(200, 202, 404);
        assertThat(status(method, path, "administrator")).isIn(200, 202, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/v1/statuses", "/admin/v1/actions/A-1/approve/x"})
    void path_unknown_isNotFoundForUsersAndNotTellingToOthers(String path) throws Exception {
        assertThat(status("GET", path, "administrator")).isEqualTo(404);
        assertThat(status("GET", path, "")).isEqualTo(401);
        assertThat(status("DELETE", "/admin/v1/cases", "administrator")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/v1/cases/", "/admin/v1/cases/../status", "/admin/v1/%63ases", "//admin/v1/cases"})
    void path_writtenOtherwise_isGuardedAlike(String path) throws Exception {
        assertThat(status("GET", path, "")).isEqualTo(401);
        assertThat(status("GET", path, "viewer")).isEqualTo(200);
        assertThat(status("POST", "/admin/v1/x/../assess", "approver")).isEqualTo(403);
        assertThat(status("POST", "//admin/v1//assess", "approver")).isIn(403, 404);
    }

    @Test
    void root_leadsToTheConsole_whichAsksWhoItIs() throws Exception {
        assertThat(running.get("/", "").headers().firstValue("location")).hasValue("/console/overview");
        assertThat(running.get("/console/overview", "").headers().firstValue("location"))
                .hasValue("/console/sign-in");
        assertThat(running.get("/console/sign-in", "").body()).contains("Your token");
    }

    @Test
    void console_signedIn_showsTheServicesOwnPolicyAndEvidenceLog() throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        Matcher form =
                Pattern.compile("name=\"X-XSRF-TOKEN\" value=\"([^\"]+)\"").matcher(page(browser, "sign-in"));
        assertThat(form.find()).isTrue();
        String sent = "token=viewer&X-XSRF-TOKEN=" + URLEncoder.encode(form.group(1), StandardCharsets.UTF_8);
        browser.send(
                HttpRequest.newBuilder(console("sign-in"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(sent))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(page(browser, "policy")).contains("No folder of packs is set.");
        assertThat(page(browser, "evidence-log"))
                .contains(Files.readString(running.state.resolve("evidence-log-key.vkey"))
                        .strip());
    }

    private URI console(String page) {
        return URI.create("http://127.0.0.1:" + running.service.adminPort() + "/console/" + page);
    }

    private String page(HttpClient browser, String page) throws Exception {
        return browser.send(HttpRequest.newBuilder(console(page)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void healthAndMetrics_needNoToken() throws Exception {
        assertThat(running.get("/health/live", "").statusCode()).isEqualTo(200);
        Await.until("detection runs", () -> {
            try {
                return running.get("/health/ready", "").statusCode() == 200;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(running.metrics()).contains("stillwatch_detection_up 1.0");
    }

    @Test
    void proposal_isSeenApprovedAndUndone_byWhoMay() throws Exception {
        Action action = proposed();
        assertThat(running.get("/admin/v1/proposals", "viewer").body()).contains(action.id(), "\"proposed\"");
        HttpResponse<String> approved =
                running.admin("POST", "/admin/v1/actions/" + action.id() + "/approve", "approver", "");
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
        assertThat(approved.body()).contains("\"active\"").doesNotContain("key-1");
        assertThat(running.get("/admin/v1/actions", "viewer").body()).contains(action.id());
        HttpResponse<String> undone = running.admin(
                "POST", "/admin/v1/actions/" + action.id() + "/undo", "analyst", "{\"reason\":\"A customer.\"}");
        assertThat(undone.body()).contains("\"undone\"");
        assertThat(store.action(action.id()).undone().orElseThrow().why()).isEqualTo("A customer.");
        assertThat(store.action(action.id()).undone().orElseThrow().who()).isEqualTo("the analyst");
        assertThat(running.admin("POST", "/admin/v1/actions/" + action.id() + "/approve", "approver", "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(running.get("/admin/v1/proposals", "viewer").body()).isEqualTo("[]");
    }

    @Test
    void refresh_looksAtPolicyNow() throws Exception {
        assertThat(running.admin("POST", "/admin/v1/policy/refresh", "administrator", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(running.admin("POST", "/admin/v1/assess", "administrator", "")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void user_beyondTheRate_waits_andOthersDoNot() throws Exception {
        int last = 200;
        for (int i = 0; i < 130 && last != 429; i++) {
            last = status("GET", "/admin/v1/status", "viewer");
        }
        assertThat(last).isEqualTo(429);
        assertThat(status("GET", "/admin/v1/status", "analyst")).isEqualTo(200);
        assertThat(running.get("/health/live", "").statusCode()).isEqualTo(200);
    }

    @Test
    void guesses_beyondTheRate_areNotEvenLookedAt() throws Exception {
        int last = 401;
        for (int i = 0; i < 130 && last != 429; i++) {
            last = status("GET", "/admin/v1/status", CANARY + i);
        }
        assertThat(last).isEqualTo(429);
        assertThat(status("GET", "/admin/v1/status", "administrator")).isEqualTo(429);
        assertThat(running.get("/metrics", "").statusCode()).isEqualTo(200);
    }

    @Test
    void body_tooLong_isRefusedWithoutTakingIt() throws Exception {
        Action action = proposed();
        String path = "/admin/v1/actions/" + action.id() + "/undo";
        int status;
        try {
            status = running.admin("POST", path, "analyst", "x".repeat(1 << 20)).statusCode();
        } catch (IOException e) {
            // The connection was closed before all of it was sent.
            status = 413;
        }
        assertThat(status).isEqualTo(413);
        assertThat(running.get("/admin/v1/proposals", "viewer").body()).contains(action.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /admin/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer\r\n\r\n",
                "GET /admin/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Basic dmlld2VyOg==\r\n\r\n",
                "GET /admin/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer zqcanary7731\u0000\r\n\r\n",
                "GET zqcanary7731 HTTP/1.1\r\nHost: x\r\n\r\n",
                "zqcanary7731\r\n\r\n",
                "POST /admin/v1/assess HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: zqcanary7731\r\n\r\n"
            })
    void hostileRequests_areRefusedAndShowNothing(String raw) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.service.adminPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).doesNotContain(CANARY).doesNotStartWith("HTTP/1.1 2");
        }
        assertThat(running.get("/health/live", "").statusCode()).isEqualTo(200);
    }

    @Test
    void feedback_unknownFindingOrCase_saysWhatToSend() throws Exception {
        assertThat(running.admin("POST", "/admin/v1/cases/C-2026-0001/feedback", "analyst", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.admin("POST", "/admin/v1/actions/" + CANARY + "/undo", "analyst", "{" + CANARY)
                        .body())
                .contains("error");
    }
}
