// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tiny run of everything, so that the benchmark works when somebody wants it. */
@Timeout(120)
class ConsoleBenchSmokeTest {
    private static final Plan TINY = new Plan(3, 20, 2, 2, Duration.ofMillis(50), Duration.ofMillis(50));

    @Test
    void tinyRun_measuresEveryPage(@TempDir Path folder) throws IOException {
        List<Rounds.Row> rows = ConsoleBench.measure(folder, TINY);
        assertThat(rows).hasSize(13).allSatisfy(row -> {
            assertThat(row.bytes()).isPositive();
            assertThat(row.lowerQuartile()).isPositive().isLessThanOrEqualTo(row.median());
            assertThat(row.median()).isLessThanOrEqualTo(row.upperQuartile());
        });
        Report report = new Report(Map.of("commit", "none"), rows);
        assertThat(report.markdown()).contains("- commit: none", "| empty page |", "| 1.0 |");
        assertThat(report.json()).contains("\"page\" : \"overview\"");
    }
}
