// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hands entries from many threads to the one that writes: all that wait at once, so that they share a sync. */
final class AppendQueue {
    private static final int MOST_WAITING = 8_192;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private List<CompletableFuture<Checkpoint>> publications = new ArrayList<>();
    private boolean closed;

    /** An entry, and who waits for its index. */
    record Waiting(LogEntry entry, CompletableFuture<Long> index) {}

    /**
     * What the writer is to do next: record these entries, publish for those who wait for that, and stop if closed.
     *
     * @param closed whether nothing will follow
     */
    record Work(List<Waiting> entries, List<CompletableFuture<Checkpoint>> publications, boolean closed) {}

    CompletableFuture<Long> add(LogEntry entry) {
        CompletableFuture<Long> index = new CompletableFuture<>();
        lock.lock();
        try {
            while (waiting.size() >= MOST_WAITING && !closed) {
                emptied.awaitUninterruptibly();
            }
            requireOpen();
            waiting.add(new Waiting(entry, index));
            filled.signal();
        } finally {
            lock.unlock();
        }
        return index;
    }

    CompletableFuture<Checkpoint> addPublication() {
        CompletableFuture<Checkpoint> published = new CompletableFuture<>();
        lock.lock();
        try {
            requireOpen();
            publications.add(published);
            filled.signal();
        } finally {
            lock.unlock();
        }
        return published;
    }

    private void requireOpen() {
        if (closed) {
            throw new StillwatchException("the evidence log is closed; open it again to append");
        }
    }

    /** Waits for work, at most so long; interruption ends the wait early. */
    Work take(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (waiting.isEmpty() && publications.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody but this class knows the writer's thread; a stray interruption must not lose entries.
            return new Work(List.of(), List.of(), false);
        } finally {
            lock.unlock();
        }
        return drain();
    }

    private Work drain() {
        lock.lock();
        try {
            Work work = new Work(waiting, publications, closed);
            waiting = new ArrayList<>();
            publications = new ArrayList<>();
            emptied.signalAll();
            return work;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    static final long FOREVER = TimeUnit.DAYS.toNanos(1);
}
