// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that ran from start to end, and what it took.
 *
 * @param seconds from start to end
 * @param cpuSeconds of all its threads, user and system
 * @param peakMegabytes the largest resident memory
 * @param lastLine the last line it wrote
 */
record MeasuredProcess(double seconds, double cpuSeconds, long peakMegabytes, String lastLine) {

    /** Runs a command to its end, with its standard output and error read as one; Linux only. */
    static MeasuredProcess run(List<String> command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Watcher watcher = new Watcher(process.pid());
        Thread watching = new Thread(watcher, "watching " + process.pid());
        watching.start();
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isBlank() ? last : line.strip();
            }
        }
        process.waitFor();
        double seconds = (System.nanoTime() - began) / 1e9;
        watching.interrupt();
        watching.join();
        return new MeasuredProcess(seconds, watcher.cpuTicks / 100.0, watcher.peakKilobytes / 1024, last);
    }

    /* Both figures only grow, so the last look at the process tells them to within the time between two looks. */
    private static final class Watcher implements Runnable {
        private static final int LOOK_EVERY_MILLIS = 20;

        private final Path folder;
        private long cpuTicks;
        private long peakKilobytes;

        Watcher(long pid) {
            this.folder = Path.of("/proc", Long.toString(pid));
        }

        @Override
        public void run() {
            try {
                while (true) {
                    look();
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            } catch (InterruptedException | IOException | UncheckedIOException | IndexOutOfBoundsException e) {
                // The process has ended.
                Thread.currentThread().interrupt();
            }
        }

        private void look() throws IOException {
            String stat = Files.readString(folder.resolve("stat"));
            // After the name in parentheses, which may hold spaces: user time is the 12th field, system time the 13th.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            cpuTicks = Math.max(cpuTicks, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakKilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
    }
}
