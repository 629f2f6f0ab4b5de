// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Digests of exchanges on disk, in order of arrival: what detection reads and what survives a crash.
 *
 * <p>Append-only files in a folder of its own, which one process may open at a time. Appending costs a few microseconds
 * and returns once the operating system has the record, so nothing acknowledged is lost when the process dies; a power
 * failure loses what was appended since the last sync. Thread-safe; interrupting a thread that appends does no harm.
 */
public final class DigestJournal implements AutoCloseable {
    private static final int TRIAL_BYTES = 4096;

    private final JournalFolder folder;
    private final JournalSettings settings;
    private final AppendFile.Opener opener;
    private final long tornBytes;
    private final ScheduledExecutorService syncing;
    private final AtomicLong failedSyncs = new AtomicLong();

    /** Held while syncing, so that no file is closed by one thread while another syncs it. */
    private final ReentrantLock syncLock = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    /** Full files of which not all may be on the disk yet. */
    private final List<AppendFile> full = new ArrayList<>();

    private AppendFile current;
    private volatile JournalPosition end;
    /** The current file may end in part of a record and must not be written to any more. */
    private boolean spoilt;

    private boolean closed;
    private long kept;
    private long refused;

    private DigestJournal(JournalFolder folder, JournalSettings settings, AppendFile.Opener opener) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.opener = opener;
        Map.Entry<Long, Path> last = folder.segments().lastEntry();
        this.tornBytes = last == null ? 0 : JournalRepair.cutTail(last.getValue());
        long number = last == null ? 1 : last.getKey() + 1;
        this.current = create(number);
        this.end = new JournalPosition(number, SegmentFile.HEADER.length);
        this.syncing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "journal-sync");
            thread.setDaemon(true);
            return thread;
        });
        settings.syncEvery().ifPresent(this::syncEvery);
    }

    private void syncEvery(Duration interval) {
        var _ = syncing.scheduleWithFixedDelay(
                this::trySync, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Opens the journal in a folder, which is created where it does not exist; what a crash left unfinished is cut off.
     *
     * @throws StillwatchException when the folder cannot be used or another process uses it
     */
    public static DigestJournal open(Path folder, JournalSettings settings) {
        return open(folder, settings, AppendFile.OnDisk::new);
    }

    static DigestJournal open(Path path, JournalSettings settings, AppendFile.Opener opener) {
        JournalFolder folder = JournalFolder.open(path);
        try {
            return new DigestJournal(folder, settings, opener);
        } catch (IOException | RuntimeException e) {
            try {
                folder.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new StillwatchException("cannot open the journal in " + path + ": " + Causes.of(e), e);
        }
    }

    private AppendFile create(long number) throws IOException {
        Path file = folder.segment(number);
        AppendFile created = opener.create(file);
        try {
            created.write(SegmentFile.HEADER);
            OwnerOnly.sync(folder.path());
            return created;
        } catch (IOException e) {
            created.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Appends a digest; it is in the journal if, and only if, the outcome says so. */
    public AppendOutcome append(ExchangeDigest digest) {
        byte[] record = DigestCodec.encode(digest);
        if (record.length > Frames.MOST_BYTES) {
            return refused("an account's or organisation's name is too long to be kept: " + record.length + " bytes");
        }
        byte[] frame = Frames.framed(record);
        lock.lock();
        try {
            if (closed) {
                return refused("the journal in " + folder.path() + " is closed");
            }
            if (spoilt || end.offset() + frame.length > settings.segmentBytes()) {
                roll();
            }
            current.write(frame);
            end = new JournalPosition(end.segment(), end.offset() + frame.length);
            kept++;
            appended.signalAll();
            return new AppendOutcome.Kept(end);
        } catch (IOException e) {
            cutBack();
            return refused("cannot append to the journal in " + folder.path() + ": " + Causes.of(e)
                    + "; free space there, or have it writable again");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a record could be appended now: writes some bytes where no reader looks, and takes them back. For finding
     * out that a disk has room again while nothing is appended.
     */
    public boolean takesRecords() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (spoilt || end.offset() + TRIAL_BYTES > settings.segmentBytes()) {
                roll();
            }
            current.write(new byte[TRIAL_BYTES]);
            current.truncate(end.offset());
            return true;
        } catch (IOException e) {
            cutBack();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private AppendOutcome refused(String reason) {
        lock.lock();
        try {
            refused++;
            return new AppendOutcome.Refused(reason);
        } finally {
            lock.unlock();
        }
    }

    private void roll() throws IOException {
        long number = end.segment() + 1;
        AppendFile next = create(number);
        full.add(current);
        current = next;
        end = new JournalPosition(number, SegmentFile.HEADER.length);
        spoilt = false;
        syncing.execute(this::trySync);
    }

    /** Removes what a failed write may have left, so that the next record stands where readers look for it. */
    private void cutBack() {
        try {
            current.truncate(end.offset());
        } catch (IOException e) {
            spoilt = true;
        }
    }

    /** Just after the last record. */
    public JournalPosition end() {
        return end;
    }

    /** Waits until something stands after {@code position}, but no longer than {@code most}; returns whether it does. */
    public boolean awaitBeyond(JournalPosition position, Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (end.compareTo(position) <= 0 && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = appended.awaitNanos(left);
            }
            return end.compareTo(position) > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Reads from a place on; {@code damaged} is told of stretches that cannot be read, on the reading thread. */
    public JournalReader readFrom(JournalPosition position, Consumer<JournalDamage> damaged) {
        return new JournalReader(folder, this::end, position, damaged);
    }

    /**
     * Forces everything appended so far to the disk.
     *
     * @throws StillwatchException when the disk does not take it
     */
    public void sync() {
        syncLock.lock();
        try {
            List<AppendFile> files = filesToSync();
            // Outside the other lock: appending goes on while the disk is busy.
            for (AppendFile file : files) {
                file.sync();
            }
            closeFull(files);
        } catch (IOException e) {
            failedSyncs.incrementAndGet();
            throw new StillwatchException(
                    "cannot force the journal in " + folder.path() + " to the disk: " + Causes.of(e), e);
        } finally {
            syncLock.unlock();
        }
    }

    private List<AppendFile> filesToSync() {
        lock.lock();
        try {
            List<AppendFile> files = new ArrayList<>(full);
            if (!closed) {
                files.add(current);
            }
            return files;
        } finally {
            lock.unlock();
        }
    }

    private void closeFull(List<AppendFile> synced) throws IOException {
        lock.lock();
        try {
            for (AppendFile file : synced) {
                if (full.remove(file)) {
                    file.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Failures are counted: the next round tries again, and a checkpoint does not rest on what is not on the disk. */
    private void trySync() {
        try {
            sync();
        } catch (StillwatchException e) {
            // Counted where it failed.
        }
    }

    /**
     * Deletes the files that end before a place and were last written before a time; returns how many.
     *
     * @throws StillwatchException when a file cannot be deleted
     */
    public int deleteBefore(JournalPosition position, Instant written) {
        int deleted = 0;
        try {
            for (Map.Entry<Long, Path> segment : folder.segments()
                    .headMap(Math.min(position.segment(), end.segment()))
                    .entrySet()) {
                if (Files.getLastModifiedTime(segment.getValue()).toInstant().isBefore(written)) {
                    Files.delete(segment.getValue());
                    deleted++;
                }
            }
            return deleted;
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot delete old files of the journal in " + folder.path() + ": " + Causes.of(e), e);
        }
    }

    /** Counts since it was opened. */
    public JournalStatus status() {
        lock.lock();
        try {
            return new JournalStatus(end, kept, refused, tornBytes, failedSyncs.get());
        } finally {
            lock.unlock();
        }
    }

    /** Syncs and ends; what is appended afterwards is refused. */
    @Override
    public void close() {
        syncing.shutdown();
        try {
            sync();
        } finally {
            closeFiles();
        }
    }

    private void closeFiles() {
        syncLock.lock();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            appended.signalAll();
            for (AppendFile file : full) {
                file.close();
            }
            full.clear();
            current.close();
            folder.close();
        } catch (IOException e) {
            throw new StillwatchException("cannot close the journal in " + folder.path() + ": " + Causes.of(e), e);
        } finally {
            lock.unlock();
            syncLock.unlock();
        }
    }
}
