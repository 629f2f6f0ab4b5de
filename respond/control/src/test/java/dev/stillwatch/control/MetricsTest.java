// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Guide, dashboard and alerts name the metrics that there are, and the guide names all of them. */
@Timeout(120)
class MetricsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern TYPE = Pattern.compile("# TYPE (stillwatch_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("\\| `(stillwatch_\\w+)` \\| (\\w+) \\| ([^|]*) \\| [^|]+ \\|");

    @TempDir
    private static Path folder;

    private static String scrape;

    @BeforeAll
    static void scrape() throws Exception {
        try (Collector collector = new Collector();
                RunningService service = new RunningService(folder, "telemetry: {otlp: '" + collector.url() + "'}")) {
            service.chat("zqcanary7731");
            service.post("/v1/zqcanary7731", "{}");
            service.client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.service.port() + "/v1/models"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            scrape = service.metrics();
        }
    }

    @AfterAll
    static void forget() {
        scrape = "";
    }

    private static List<Matcher> samples() {
        List<Matcher> samples = new ArrayList<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            samples.add(sample);
        });
        return samples;
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        samples().forEach(sample -> names.add(sample.group(1)));
        return names;
    }

    private static Set<String> labels(String family) {
        Set<String> labels = new TreeSet<>();
        for (Matcher sample : samples()) {
            if (sample.group(1).matches(family + "(_bucket|_count|_sum)?") && sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        labels.remove("le");
        return labels;
    }

    @Test
    void guide_namesExactlyTheMetricsOfAScrape() throws IOException {
        TreeMap<String, String> there = new TreeMap<>();
        TYPE.matcher(scrape)
                .results()
                .filter(type -> !type.group(1).endsWith("_max"))
                .forEach(type -> {
                    String name = type.group(1);
                    there.put(name, type.group(2) + " " + String.join(", ", labels(name)));
                });
        TreeMap<String, String> said = new TreeMap<>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/operations.md")))
                .results()
                .forEach(row -> said.put(
                        row.group(1),
                        row.group(2) + " " + row.group(3).replace("`", "").strip()));
        assertThat(said).isEqualTo(there);
    }

    @Test
    void labels_comeFromClosedLists() {
        for (Matcher sample : samples()) {
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .forEach(label -> assertThat(label.group(2)).matches("[a-z_-]{1,30}|[0-9.eE+-]+|\\+Inf"));
            }
        }
        assertThat(scrape).doesNotContain("zqcanary7731", "127.0.0.1", RunningService.KEY);
    }

    private static Set<String> queried(String text) {
        Set<String> queried = new TreeSet<>();
        Pattern.compile("stillwatch_\\w+").matcher(text).results().forEach(name -> queried.add(name.group()));
        return queried;
    }

    @Test
    void dashboard_isProvisionedByItsUid_andQueriesOnlyWhatThereIs() throws IOException {
        String text = Files.readString(ROOT.resolve("deploy/grafana/stillwatch.json"));
        JsonNode dashboard = new JsonMapper().readTree(text);
        assertThat(dashboard.path("uid").asString()).isEqualTo("stillwatch");
        // Grafana gives it one of its own where it is imported; one in the file would collide.
        assertThat(dashboard.has("id")).isFalse();
        Set<Integer> ids = new HashSet<>();
        Set<String> queries = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isBetween(1, 24);
            assertThat(panel.path("targets").size()).isPositive();
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr").asString();
                assertThat(queried(query)).as(query).isNotEmpty();
                assertThat(query.chars().filter(c -> c == '(').count())
                        .isEqualTo(query.chars().filter(c -> c == ')').count());
                queries.addAll(queried(query));
            }
        }
        assertThat(names()).containsAll(queries).containsAll(queried(text));
        assertThat(queries)
                .contains(
                        "stillwatch_gateway_requests_seconds_count",
                        "stillwatch_gateway_handover_seconds_bucket",
                        "stillwatch_gateway_refusals_total",
                        "stillwatch_detection_up",
                        "stillwatch_detection_behind_seconds",
                        "stillwatch_journal_exchanges_total",
                        "stillwatch_cases_open",
                        "stillwatch_actions_active",
                        "stillwatch_evidence_dropped_total",
                        "stillwatch_audit_pending");
    }

    @Test
    void alerts_areRulesOnWhatThereIs() {
        Section root = SettingsDocument.read(ROOT.resolve("deploy/prometheus/alerts.yaml"));
        Set<String> alerts = new HashSet<>();
        for (Section group : root.sections("groups")) {
            assertThat(group.text("name")).isEqualTo("stillwatch");
            for (Section rule : group.sections("rules")) {
                assertThat(alerts.add(rule.text("alert"))).isTrue();
                assertThat(names()).containsAll(queried(rule.text("expr")));
                assertThat(queried(rule.text("expr"))).isNotEmpty();
                rule.optionalDuration("for");
                assertThat(rule.section("labels").text("severity")).isIn("page", "ticket");
                Section annotations = rule.section("annotations");
                assertThat(annotations.text("summary") + annotations.text("description"))
                        .isNotBlank();
            }
        }
        root.done();
        assertThat(alerts).contains("StillwatchNobodyWatches", "StillwatchJournalRefuses", "StillwatchAuditBacklog");
    }
}
