// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.detect.Parallel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lends a fixed number of threads to detection.
 *
 * <p>The calling thread takes part, so that work within work cannot wait for itself and one thread means no other.
 * Thread-safe. Close it to end the threads.
 */
public final class WorkerThreads implements Parallel, AutoCloseable {
    /** Portions per thread: small enough that no thread waits long for the last portion of another. */
    private static final int PORTIONS = 16;

    private final int threads;
    private final ExecutorService helpers;

    /** Takes {@code threads} threads, 1 or more, one of which is always the caller. */
    public WorkerThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", must be 1 or more");
        }
        this.threads = threads;
        this.helpers = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void forEach(int size, IntConsumer body) {
        if (threads == 1 || size < 2) {
            Parallel.SEQUENTIAL.forEach(size, body);
            return;
        }
        Job job = new Job(size, Math.max(1, size / (threads * PORTIONS)), body, Thread.currentThread());
        for (int t = 1; t < threads; t++) {
            helpers.execute(job);
        }
        job.run();
        job.await();
    }

    @Override
    public void close() {
        helpers.shutdown();
    }

    /** Indexes that threads take portions of until none is left. */
    private static final class Job implements Runnable {
        private final int size;
        private final int portion;
        private final IntConsumer body;
        private final Thread caller;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(int size, int portion, IntConsumer body, Thread caller) {
            this.size = size;
            this.portion = portion;
            this.body = body;
            this.caller = caller;
        }

        @Override
        public void run() {
            for (int from = next.getAndAdd(portion); from >= 0 && from < size; from = next.getAndAdd(portion)) {
                int to = Math.min(size, from + portion);
                try {
                    for (int i = from; i < to && failure.get() == null; i++) {
                        body.accept(i);
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
                if (done.addAndGet(to - from) == size) {
                    LockSupport.unpark(caller);
                }
            }
        }

        /** Waits for portions that other threads have taken; a helper that never came has taken none. */
        void await() {
            boolean interrupted = false;
            while (done.get() < size) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                caller.interrupt();
            }
            switch (failure.get()) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException e -> throw e;
                case Throwable t -> throw new IllegalStateException(t);
            }
        }
    }
}
