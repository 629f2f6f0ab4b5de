// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.flink.FlinkCluster;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which cluster is spoken to. */
final class FlinkClusterOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            required = true,
            description = "The JobManager's REST address, such as http://localhost:8081.")
    private URI cluster = URI.create("");

    URI address() {
        return cluster;
    }

    FlinkCluster open(Map<String, String> options) {
        return new FlinkCluster(cluster, options, PATIENCE);
    }
}
