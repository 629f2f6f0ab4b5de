// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A tamper-evident log in a folder, open for appending.
 *
 * <p>Thread-safe. Entries of all threads that wait at the same time share one sync of the disk. An append that returned
 * is on disk; it survives the end of the process and of the machine. An append that threw is not in the log. Of one
 * whose process died before it was told, it may be either; it is never there twice.
 *
 * <p>Only one process may have a log open; the operating system frees it when that process ends.
 */
public final class EvidenceLog implements AutoCloseable {
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final LogWriter writer;
    private final Closeable lock;
    private final LogSettings settings;
    private final String place;
    private final AppendQueue queue = new AppendQueue();
    private final Thread thread;
    private long due;
    private volatile long size;
    private volatile Checkpoint published;
    private volatile Optional<StillwatchException> trouble = Optional.empty();

    private EvidenceLog(LogWriter writer, Closeable lock, LogSettings settings, String place) {
        this.writer = writer;
        this.lock = lock;
        this.settings = settings;
        this.place = place;
        this.size = writer.size();
        this.published = writer.published();
        this.due = System.nanoTime();
        this.thread = Thread.ofPlatform().daemon().name("evidence-log").unstarted(this::run);
    }

    /**
     * Makes an empty log in a folder, which is made if it is missing.
     *
     * @param signer the log's key; its name becomes the log's origin
     * @throws StillwatchException if there is a log already, or the folder cannot be written
     */
    public static void create(Path folder, SigningKey signer) {
        try (FolderLock lock = FolderLock.take(folder);
                Storage storage = lock.storage()) {
            LogOpening.create(storage, signer);
        } catch (IOException e) {
            throw StorageFailure.of("no log could be made", folder.toString(), e);
        }
    }

    /** Opens a log with {@link LogSettings#USUAL}. */
    public static EvidenceLog open(Path folder, SigningKey signer) {
        return open(folder, signer, LogSettings.USUAL);
    }

    /**
     * Opens a log for appending. Takes time for the journal only, not for what is published.
     *
     * @throws StillwatchException if there is none, another process has it open, its last part was altered, or the
     *     folder cannot be read and written
     */
    public static EvidenceLog open(Path folder, SigningKey signer, LogSettings settings) {
        try {
            FolderLock lock = FolderLock.take(folder);
            try {
                EvidenceLog log =
                        new EvidenceLog(LogOpening.open(lock.storage(), signer), lock, settings, folder.toString());
                log.thread.start();
                return log;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw StorageFailure.of("the log could not be opened", folder.toString(), e);
        }
    }

    /** Opens a log that lies elsewhere than in a folder, and that nobody else has open. */
    static EvidenceLog over(Storage storage, SigningKey signer, LogSettings settings) throws IOException {
        LogWriter writer = LogOpening.open(storage, signer);
        EvidenceLog log = new EvidenceLog(writer, () -> {}, settings, storage.place());
        log.thread.start();
        return log;
    }

    /**
     * Appends an entry and waits until it is on disk: about as long as one sync takes.
     *
     * @return its index, counted from 0
     * @throws StillwatchException if it could not be recorded, on a full disk for example; appending goes on working
     *     once there is room
     */
    public long append(LogEntry entry) {
        return outcome(appendLater(entry));
    }

    /**
     * Appends an entry without waiting. Entries get their indexes in the order of these calls.
     *
     * @return its index once it is on disk, or the {@link StillwatchException} that {@link #append} would throw; actions
     *     that depend on it run in the log's thread and must be short
     */
    public CompletableFuture<Long> appendLater(LogEntry entry) {
        return queue.add(entry);
    }

    /**
     * Publishes now: writes tiles and a checkpoint that covers every append that has returned.
     *
     * @throws StillwatchException if that could not be done; entries stay recorded, and it is tried again later
     */
    public Checkpoint publish() {
        return outcome(queue.addPublication());
    }

    /** How many entries are on disk. */
    public long size() {
        return size;
    }

    /** The last checkpoint that was published. */
    public Checkpoint checkpoint() {
        return published;
    }

    /** Why publishing does not work at present; entries wait in the journal meanwhile. Empty if it works. */
    public Optional<StillwatchException> trouble() {
        return trouble;
    }

    private static <T> T outcome(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StillwatchException known) {
                // Thrown anew, so that the stack is the caller's.
                throw new StillwatchException(String.valueOf(known.getMessage()), known);
            }
            throw e;
        }
    }

    private void run() {
        AppendQueue.Work work;
        do {
            work = queue.take(writer.pending() == 0 ? AppendQueue.FOREVER : Math.max(0, due - System.nanoTime()));
            record(work.entries());
            boolean wanted = !work.publications().isEmpty() || work.closed();
            boolean late = writer.pending() > 0 && due - System.nanoTime() <= 0;
            if (wanted || late || (writer.pending() >= settings.mostPending() && trouble.isEmpty())) {
                publish(work.publications());
            }
        } while (!work.closed());
    }

    private void record(List<AppendQueue.Waiting> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            // Memory is bounded: what cannot be published cannot pile up for ever.
            if (writer.pending() >= settings.mostPending()) {
                writer.publish();
                published = writer.published();
                trouble = Optional.empty();
            }
            boolean first = writer.pending() == 0;
            List<byte[]> bytes = new ArrayList<>(entries.size());
            entries.forEach(waiting -> bytes.add(waiting.entry().bytes()));
            long index = writer.commit(bytes);
            size = writer.size();
            if (first) {
                due = System.nanoTime() + settings.publishEvery().toNanos();
            }
            for (int i = 0; i < entries.size(); i++) {
                entries.get(i).index().complete(index + i);
            }
        } catch (IOException e) {
            StillwatchException failure = StorageFailure.of("the evidence was not recorded", place, e);
            entries.forEach(waiting -> waiting.index().completeExceptionally(failure));
        } catch (RuntimeException | Error e) {
            entries.forEach(waiting -> waiting.index().completeExceptionally(e));
        }
    }

    private void publish(List<CompletableFuture<Checkpoint>> waiting) {
        try {
            Checkpoint checkpoint = writer.publish();
            published = checkpoint;
            trouble = Optional.empty();
            waiting.forEach(future -> future.complete(checkpoint));
        } catch (IOException e) {
            failed(StorageFailure.of("entries are recorded but not published yet", place, e), waiting);
        } catch (StillwatchException e) {
            failed(e, waiting);
        } catch (RuntimeException | Error e) {
            failed(new StillwatchException("a fault in publishing: entries are recorded, see the cause", e), waiting);
        }
    }

    private void failed(StillwatchException why, List<CompletableFuture<Checkpoint>> waiting) {
        trouble = Optional.of(why);
        due = System.nanoTime() + Math.max(RETRY_NANOS, settings.publishEvery().toNanos());
        waiting.forEach(future -> future.completeExceptionally(why));
    }

    /**
     * Records what still waits, publishes, and frees the folder. Appending fails from now on. Calls after the first do
     * nothing.
     *
     * @throws StillwatchException if the last entries could not be published; they are recorded, and opening the log
     *     publishes them
     */
    @Override
    public void close() {
        queue.close();
        join();
        try (var _ = lock) {
            writer.close();
        } catch (IOException e) {
            throw StorageFailure.of("the log could not be closed", place, e);
        }
        trouble.ifPresent(why -> {
            trouble = Optional.empty();
            throw new StillwatchException(String.valueOf(why.getMessage()), why);
        });
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
