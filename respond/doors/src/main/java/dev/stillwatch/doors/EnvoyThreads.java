// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.doors.DoorMetrics.Unwatched;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that look at messages, each kind with a queue that ends. Thread-safe. */
final class EnvoyThreads implements AutoCloseable {
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor watcher;
    private final ScheduledThreadPoolExecutor clock;
    private final DoorMetrics metrics;
    private final long mostHeld;
    private final AtomicLong held = new AtomicLong();

    EnvoyThreads(EnvoySettings.Load load, DoorMetrics metrics) {
        this.metrics = metrics;
        this.mostHeld = load.heldBytes();
        this.workers = pool(load.workers(), load.waiting(), "envoy-worker-");
        // One thread, so that messages of a stream keep their order.
        this.watcher = pool(1, load.watched(), "envoy-watcher-");
        this.clock = new ScheduledThreadPoolExecutor(1, named("envoy-clock-"));
        this.clock.setRemoveOnCancelPolicy(true);
    }

    private static ThreadPoolExecutor pool(int threads, int waiting, String name) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), named(name));
    }

    private static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().name(name, 0).factory();
    }

    /** For messages whose answer Envoy waits for; refuses work when too much waits. */
    Executor workers() {
        return workers;
    }

    ScheduledExecutorService clock() {
        return clock;
    }

    /** Makes room for so many bytes; false where there is none. */
    boolean hold(long bytes) {
        if (held.addAndGet(bytes) <= mostHeld) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Bytes held now. */
    long held() {
        return held.get();
    }

    /** Looks at a message of so many bytes when there is time, in order; false where too much waits already. */
    boolean watch(Runnable look, long bytes) {
        if (!hold(bytes)) {
            return false;
        }
        boolean waits = watch(() -> {
            try {
                look.run();
            } finally {
                release(bytes);
            }
        });
        if (!waits) {
            release(bytes);
        }
        return waits;
    }

    /** Looks at something when there is time, in order; false where too much waits already. */
    boolean watch(Runnable look) {
        try {
            watcher.execute(() -> guarded(look));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Ends an exchange; false where too much waits already. */
    boolean finish(Runnable end, boolean inOrder) {
        if (inOrder) {
            return watch(end);
        }
        try {
            workers.execute(() -> guarded(end));
            return true;
        } catch (RejectedExecutionException e) {
            return watch(end);
        }
    }

    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            // Thrown on, it would be printed, with parts of a prompt perhaps.
            metrics.unwatched(Unwatched.UNREADABLE);
        }
    }

    /** Looks at what waits, for a few seconds at most. */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        watcher.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS) || !watcher.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
                watcher.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
