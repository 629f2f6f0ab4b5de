// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * Runs parts of the benchmark.
 *
 * <p>Arguments: a folder to work in, in which the recorded stream stays, and the parts; none for all of them. Results go to
 * standard output, what it is at to standard error. Exit status 1 when something is not identical.
 */
public final class FlinkBench {
    private static final List<String> PARTS = List.of("identical", "throughput", "state", "slots", "judge");

    private final Path folder;
    private final Size size;
    private final String heap;
    private final Progress progress;
    private final PrintStream out;

    /** @param heap of each TaskManager, as of Java's option {@code -Xmx} */
    FlinkBench(Path folder, Size size, String heap, Progress progress, PrintStream out) {
        this.folder = folder;
        this.size = size;
        this.heap = heap;
        this.progress = progress;
        this.out = out;
    }

    /** Runs the parts named, or all, and ends the process. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("usage: FlinkBench FOLDER [PART...], parts: " + PARTS);
        }
        List<String> named = Arrays.asList(arguments).subList(1, arguments.length);
        FlinkBench bench = new FlinkBench(
                Path.of(arguments[0]),
                Size.FULL,
                "3g",
                what -> System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what),
                System.out);
        System.exit(bench.run(named.isEmpty() ? PARTS : named) ? 0 : 1);
    }

    /** Whether everything that was compared is identical. */
    boolean run(List<String> parts) throws Exception {
        for (String part : parts) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException("no part '" + part + "'; parts: " + PARTS);
            }
        }
        boolean identical = true;
        for (String part : parts) {
            out.println("\n== " + part + " (load average before: " + loadAverage() + ")");
            identical &= run(part);
        }
        return identical;
    }

    private boolean run(String part) throws Exception {
        if (part.equals("judge")) {
            new JudgePart(size, progress, out).run();
            return true;
        }
        RecordedStream stream = RecordedStream.of(folder, size.scale(), progress);
        try (Workshop workshop = new Workshop(folder, heap, progress, out)) {
            switch (part) {
                case "identical" -> {
                    return new IdenticalPart(workshop, stream, size).run();
                }
                case "throughput" -> new ThroughputPart(workshop, stream, size).run();
                case "state" -> new StatePart(workshop, size).run();
                default -> new SlotsPart(workshop, stream, size).run();
            }
            return true;
        }
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
