// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of processes, thread by thread, from one moment to another; Linux only.
 *
 * <p>Threads are looked at often, as what they took is gone with them: to within {@value #LOOK_EVERY_MILLIS} ms each, and
 * 10 ms for what Linux counts in. Names are the first 15 characters.
 */
final class ThreadTimes implements AutoCloseable {
    private static final int LOOK_EVERY_MILLIS = 50;
    private static final double TICKS_A_SECOND = 100;

    private final List<Long> processes;
    private final Map<Path, Seen> before;
    private final Map<Path, Seen> now = new ConcurrentHashMap<>();
    private final Thread looking;

    private record Seen(String name, long ticks) {}

    /** Begins to count what these processes take. */
    ThreadTimes(List<Long> processes) {
        this.processes = List.copyOf(processes);
        look();
        this.before = Map.copyOf(now);
        this.looking = Thread.ofPlatform().daemon().name("thread-times").start(() -> {
            try {
                while (true) {
                    Thread.sleep(LOOK_EVERY_MILLIS);
                    look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void look() {
        for (long process : processes) {
            try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
                threads.forEach(this::look);
            } catch (IOException | UncheckedIOException e) {
                // The process has ended; what it took until then stays.
            }
        }
    }

    private void look(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int end = stat.lastIndexOf(')');
            // After the name: user time is the 12th field, system time the 13th.
            String[] fields = stat.substring(end + 2).split(" ");
            String name = stat.substring(stat.indexOf('(') + 1, end);
            now.put(thread, new Seen(name, Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
        } catch (IOException e) {
            // The thread has ended.
        }
    }

    /** Seconds until now by kind of thread, the numbers in their names left out. */
    Map<String, Double> seconds() {
        look();
        Map<String, Double> seconds = new TreeMap<>();
        now.forEach((thread, seen) -> {
            Seen earlier = before.get(thread);
            long ticks = seen.ticks() - (earlier == null ? 0 : earlier.ticks());
            seconds.merge(kind(seen.name()), ticks / TICKS_A_SECOND, Double::sum);
        });
        return seconds;
    }

    /** A thread's name without its number. */
    static String kind(String name) {
        String kind =
                name.replaceAll("[(#].*$", "").replaceAll("[-_ ]?\\d+$", "").strip();
        return kind.isEmpty() ? "others" : kind;
    }

    /** The sum of those whose names begin so. */
    static double of(Map<String, Double> seconds, String... beginnings) {
        return seconds.entrySet().stream()
                .filter(each -> Stream.of(beginnings).anyMatch(each.getKey()::startsWith))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The largest of them, as text. */
    static String largest(Map<String, Double> seconds) {
        return seconds.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(10)
                .map(each -> String.format(Locale.ROOT, "%s %.1f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
