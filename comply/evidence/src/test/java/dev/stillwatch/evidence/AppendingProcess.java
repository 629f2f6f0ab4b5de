// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Appends until it is killed, and prints each index and the number of the entry that it was given for. */
final class AppendingProcess {
    private AppendingProcess() {}

    /** Arguments: the log's folder, the first entry's number, milliseconds between publications. */
    public static void main(String[] arguments) throws InterruptedException {
        LogSettings settings = new LogSettings(Duration.ofMillis(Long.parseLong(arguments[2])), 500);
        EvidenceLog log = EvidenceLog.open(Path.of(arguments[0]), Sample.LOG, settings);
        AtomicLong next = new AtomicLong(Long.parseLong(arguments[1]));
        Thread[] threads = new Thread[6];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = Thread.ofPlatform().start(() -> {
                while (true) {
                    long number = next.getAndIncrement();
                    long index = log.append(Sample.entry(number));
                    System.out.println(index + " " + number);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
