// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares a cold scan with DuckDB counting the exchanges of each account in the same file.
 *
 * <p>Arguments: a folder for logs, how many rounds, and how many million exchanges the logs hold; run it from the
 * project's folder. Logs are made by {@code range traffic} and padded to lines of 1,500 bytes; those already there are
 * used again. In each round both run once, one after the other, so that a neighbour on the machine disturbs both; where
 * one does, processor time tells more than elapsed time. DuckDB's time is that of its query, its processor time that of
 * its whole process.
 */
public final class ScanBenchmark {
    private static final int THREADS = 2;

    private ScanBenchmark() {}

    /** Runs the benchmark and prints one row for each round. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("usage: ScanBenchmark FOLDER ROUNDS MILLIONS...");
        }
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        System.out.println("bytes of heap for an account of 1, 5, 20, 128 and 1000 exchanges: "
                + AccountHeap.measured(List.of(1, 5, 20, 128, 1_000)));
        System.out.println(
                "exchanges  scan s  exchanges/s  CPU us each  peak MB  DuckDB s  CPU us each  scan / DuckDB  by CPU");
        for (String millions : Arrays.asList(arguments).subList(2, arguments.length)) {
            BenchmarkLog log = BenchmarkLog.of(folder, Double.parseDouble(millions));
            for (int round = 0; round < rounds; round++) {
                compare(log, folder.resolve("report"));
            }
        }
    }

    private static void compare(BenchmarkLog log, Path report) throws IOException, InterruptedException {
        MeasuredProcess duckDb = MeasuredProcess.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DuckDbCount.class.getName(),
                log.file().toString(),
                Integer.toString(THREADS)));
        MeasuredProcess scan = MeasuredProcess.run(List.of(
                "./stillwatch",
                "scan",
                log.file().toString(),
                "--threads",
                Integer.toString(THREADS),
                "--out",
                report.toString()));
        double counting = Double.parseDouble(duckDb.lastLine());
        System.out.printf(
                Locale.ROOT,
                "%,9d %7.1f %,12.0f %12.1f %8d %9.1f %12.1f %14.1f %7.1f%n",
                log.exchanges(),
                scan.seconds(),
                log.exchanges() / scan.seconds(),
                1e6 * scan.cpuSeconds() / log.exchanges(),
                scan.peakMegabytes(),
                counting,
                1e6 * duckDb.cpuSeconds() / log.exchanges(),
                scan.seconds() / counting,
                scan.cpuSeconds() / duckDb.cpuSeconds());
        if (!Files.exists(report.resolve("accounts.csv"))) {
            throw new IllegalStateException("the scan wrote no report: " + scan.lastLine());
        }
    }
}
