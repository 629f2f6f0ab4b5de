// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.gatewaybench.Workload.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tiny run of everything, so that the benchmark works when somebody wants it. */
@Timeout(120)
class GatewayBenchSmokeTest {
    private static final Plan TINY = new Plan(
            List.of(1 << 10, 100 << 10, 1 << 20),
            2,
            8,
            Duration.ofMillis(100),
            50,
            Duration.ofMillis(400),
            List.of(4),
            Duration.ofMillis(100),
            20,
            new Answer.Held(3, Duration.ofMillis(50)));

    @TempDir
    Path folder;

    @Test
    void run_tiny_answersEverythingAndKeepsEveryExchange() {
        List<String> said = new ArrayList<>();
        try (MockModelServer model = new MockModelServer();
                ServedGateway gateway = new ServedGateway(
                        0, URI.create("http://127.0.0.1:" + model.port()), folder.resolve("journal"), 1)) {
            Measurement measured = new Rounds(
                            TINY,
                            List.of(
                                    new Rounds.Entry(new Target("direct", model.port(), Map.of()), () -> 0),
                                    new Rounds.Entry(new Target("stillwatch", gateway.port(), Map.of()), () -> 1)),
                            said::add)
                    .run();
            assertThat(measured.rows()).hasSize(12 + 4 + 12 + 2);
            assertThat(measured.rows()).allSatisfy(row -> {
                if (row.drive().equals("held")) {
                    assertThat(row.figures()).containsEntry("whole", 20.0);
                } else {
                    assertThat(row.figures()).containsEntry("wrong", 0.0);
                }
            });
            assertThat(gateway.kept()).isGreaterThan(2 * 2 * (8 + 2 + 2) + 2 * 20);
            Report report = new Report(Map.of("commit", "none"), measured);
            assertThat(report.markdown()).contains("| 1 KB, streamed | stillwatch |");
            assertThat(report.json()).contains("\"drive\" : \"held\"");
        }
        assertThat(said).contains("20 streams held: stillwatch");
    }

    @Test
    void workload_anySize_isThatLongAndDiffersFromRequestToRequest() {
        Target target = new Target("any", 1, Map.of("x-portkey-provider", "openai"));
        var requests = new Workload(1 << 10, new Answer.Whole()).requests(target);
        String first =
                StandardCharsets.UTF_8.decode(requests.getFirst().duplicate()).toString();
        assertThat(first).contains("Content-Length: 1024\r\n", "x-portkey-provider: openai\r\n");
        assertThat(first.substring(first.indexOf("\r\n\r\n") + 4)).hasSize(1024);
        assertThat(requests).doesNotHaveDuplicates();
    }
}
