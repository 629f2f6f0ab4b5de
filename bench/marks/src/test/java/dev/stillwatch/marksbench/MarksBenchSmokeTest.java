// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A tiny run, so that the benchmark works when somebody wants it. */
class MarksBenchSmokeTest {

    @Test
    void run_tiny_tellsEveryBenchmarkAndItsRatio() throws RunnerException {
        String table = MarksBench.table(
                MarksBench.run(0, 0, 1, 5, "(synthIdHfDirect|synthIdHfPacked|kgwTotal)$", VerboseMode.SILENT));
        assertThat(table)
                .contains("| synthIdHfDirect |", "| synthIdHfPacked |", "| kgwTotal |", " | 1.00 |")
                .doesNotContain("NaN");
    }
}
