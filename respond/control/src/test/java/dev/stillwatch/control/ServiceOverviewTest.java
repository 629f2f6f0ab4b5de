// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a real service on its own pages. */
@Timeout(120)
class ServiceOverviewTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"X-XSRF-TOKEN\" value=\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private RunningService running;
    private HttpClient browser;

    @BeforeEach
    void start() throws Exception {
        running = new RunningService(folder, "limits: {requests-per-account: {requests: 3, per: 1h}}");
        browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        post("/console/sign-in", "administrator");
    }

    @AfterEach
    void stop() {
        browser.close();
        running.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.service.adminPort() + path));
    }

    private String get(String path) {
        try {
            return browser.send(to(path).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String path, String token) throws Exception {
        Matcher form = TOKEN.matcher(get(path.equals("/console/sign-in") ? path : "/console/health"));
        assertThat(form.find()).isTrue();
        String body = "token=" + token + "&X-XSRF-TOKEN=" + URLEncoder.encode(form.group(1), StandardCharsets.UTF_8);
        return browser.send(
                to(path).header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void overview_afterRequests_showsWhatWentThrough() throws Exception {
        for (int i = 0; i < 5; i++) {
            running.chat("What is a tern? " + i);
        }
        Await.until(
                "exchanges are judged",
                () -> text(get("/console/overview/numbers")).contains("judged 3 "));
        Await.until(
                "requests are watched",
                () -> text(get("/console/overview/numbers")).contains("Requests are recorded and looked at."));
        Await.until(
                "rates are known", () -> !get("/console/overview/figures.json").contains("\"times\":[]"));
        assertThat(text(get("/console/overview/numbers"))).contains("3 recorded since the start, none lost");
        assertThat(text(get("/console/overview/work"))).contains("No case is open.");
        assertThat(text(get("/console/overview/news"))).contains("Detection is running.");
        assertThat(text(get("/console/health"))).contains("Gateway 127.0.0.1:" + running.service.port() + " 3 2 0");
    }

    @Test
    void health_ofARealService_namesDoorsDiskAndWhatIsMissing() throws Exception {
        String before = text(get("/console/health"));
        assertThat(before)
                .contains("LiteLLM closed", "none: no address uses TLS", "Nothing has been judged yet", "free of");
        running.chat("What is a tern?");
        assertThat(post("/console/health/refresh", "").statusCode()).isEqualTo(303);
        Await.until("an assessment", () -> {
            try {
                post("/console/health/assess", "");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return text(get("/console/health")).contains("Accounts taken as benign");
        });
        assertThat(text(get("/console/health")))
                .contains("no baseline was given", "all traffic", "1 of 1 seen", "which is not enough");
    }

    @Test
    void notices_moreThanAreKept_keepsTheNewest() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        HeardNotices heard = new HeardNotices();
        RecentNotices recent = new RecentNotices(heard, InstantSource.fixed(now));
        for (int i = 0; i <= RecentNotices.MOST; i++) {
            recent.noticed("n" + i);
        }
        recent.alarmed("alarm");
        assertThat(recent.latest()).hasSize(RecentNotices.MOST);
        assertThat(recent.latest().getFirst().what()).isEqualTo("alarm");
        assertThat(recent.latest().getFirst().alarm()).isTrue();
        assertThat(recent.latest().getLast().what()).isEqualTo("n2");
        assertThat(heard.noticed).hasSize(RecentNotices.MOST + 1);
        assertThat(heard.alarms).containsExactly("alarm");
    }
}
