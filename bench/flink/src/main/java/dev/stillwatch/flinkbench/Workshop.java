// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.flink.Cluster;
import dev.stillwatch.kafka.Broker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A broker and a Flink cluster of two TaskManagers, started for one part of the benchmark, in a folder that is removed
 * afterwards.
 */
final class Workshop implements AutoCloseable {
    final Broker broker;
    final Cluster cluster;
    final Path folder;
    final Progress progress;
    private final PrintStream out;

    Workshop(Path parent, String heap, Progress progress, PrintStream out) throws IOException, InterruptedException {
        this.progress = progress;
        this.out = out;
        Files.createDirectories(parent);
        folder = Files.createTempDirectory(parent, "run");
        progress.say("starting a broker and a cluster");
        broker = new Broker(folder.resolve("kafka"));
        try {
            cluster = new Cluster(folder.resolve("flink"), 2, List.of("-Xmx" + heap, "-XX:+UseParallelGC"));
        } catch (IOException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Prints a result. */
    void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }

    /** The processes that do the job's work. */
    List<Long> taskManagers() {
        return cluster.taskManagers.stream().map(each -> each.process.pid()).toList();
    }

    @Override
    public void close() {
        cluster.close();
        broker.close();
        remove(folder);
    }

    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove " + folder, e);
        }
    }
}
