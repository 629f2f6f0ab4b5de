// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.scan.ScanProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Shows on standard error how far a long command has come: one line that is overwritten on a screen, else a line now
 * and then. Says nothing in the first two seconds.
 *
 * <p>A thread of its own shows the latest state, so work is never held up by a slow screen, and steps that report
 * nothing still show that time passes. Thread-safe; close it before printing anything else.
 */
final class Progress implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration LINES = Duration.ofSeconds(5);

    private final Terminal terminal;
    /** What is being done, told the seconds since it began. */
    private record Step(long began, LongFunction<String> words) {}

    private final long opened = System.nanoTime();
    private volatile Step step = new Step(System.nanoTime(), seconds -> "starting");
    private boolean shown;
    private boolean closed;

    Progress(Terminal terminal) {
        this.terminal = terminal;
        Thread.ofPlatform().daemon().name("progress").start(this::showUntilClosed);
    }

    /** A step that cannot say how far it has come. */
    void step(String what) {
        step = new Step(System.nanoTime(), seconds -> what + ", " + seconds + " s");
    }

    /** How far the whole has come, where steps are many and short. */
    void stage(String what) {
        stage(() -> what);
    }

    /** As {@link #stage(String)}, in words that are made only where they are shown. */
    void stage(Supplier<String> what) {
        step = new Step(opened, seconds -> what.get() + ", " + seconds + " s in all");
    }

    /** A step that reads logs, which is told how far it has come. */
    ScanProgress reading(String what) {
        long began = System.nanoTime();
        step = new Step(began, seconds -> what);
        return (input, bytes, total, records) ->
                step = new Step(began, seconds -> reading(what, bytes, total, records, seconds));
    }

    private static String reading(String what, long bytes, long total, long records, long seconds) {
        String far = total > 0
                ? String.format(Locale.ROOT, "%.1f of %.1f MB (%d %%)", bytes / 1e6, total / 1e6, 100 * bytes / total)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
        return String.format(
                Locale.ROOT, "%s: %s, %,d records, %,d records/s", what, far, records, records / Math.max(1, seconds));
    }

    private synchronized void showUntilClosed() {
        Duration pause = QUIET;
        try {
            while (!closed) {
                wait(pause.toMillis());
                if (!closed) {
                    show(step);
                }
                pause = terminal.live() ? LIVE : LINES;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Step now) {
        String line = Terminal.visible(now.words().apply((System.nanoTime() - now.began()) / 1_000_000_000L));
        if (terminal.live()) {
            String cut = line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1);
            terminal.err().print("\r\033[K" + cut);
        } else {
            terminal.err().println(line);
        }
        terminal.err().flush();
        shown = true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        if (shown && terminal.live()) {
            terminal.err().print("\r\033[K");
            terminal.err().flush();
        }
    }
}
