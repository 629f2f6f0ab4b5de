// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a whole log again and finds what was altered, dropped, reordered or rolled back.
 *
 * <p>Trusts nothing in the folder: signatures are held against keys that the caller brings. Reads about 250 bytes an
 * entry, takes a few microseconds each, and memory that does not grow with the log. Works on a copy, and beside a
 * process that appends. Immutable.
 *
 * @param log the log's key
 * @param witnesses whose cosignatures {@code since}, or without it the log's own checkpoint, must have
 * @param since a checkpoint that was kept elsewhere and that the log must go on from; signed by the same key
 */
public record EvidenceVerifier(VerifierKey log, WitnessPolicy witnesses, Optional<Checkpoint> since) {
    /** Is told how far a verification has come. */
    @FunctionalInterface
    public interface Progress {
        /** Says nothing. */
        Progress NONE = (done, total) -> {};

        /**
         * Called now and then.
         *
         * @param done entries verified
         * @param total entries that the checkpoint covers
         */
        void at(long done, long total);
    }

    public EvidenceVerifier {
        Objects.requireNonNull(log, "log is null");
        Objects.requireNonNull(witnesses, "witnesses is null");
        Objects.requireNonNull(since, "since is null");
    }

    /** Without witnesses and older checkpoints. */
    public EvidenceVerifier(VerifierKey log) {
        this(log, WitnessPolicy.NONE, Optional.empty());
    }

    /**
     * Verifies the log in a folder.
     *
     * @throws StillwatchException if files cannot be read at all; what is missing or altered is a finding instead
     */
    public Verification verify(Path folder, Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new StillwatchException(folder + " is no folder; give the folder of the log");
        }
        return verify(new FolderStorage(folder), progress);
    }

    Verification verify(Storage storage, Progress progress) {
        try {
            // The journal first: what is published while this runs is then covered by the checkpoint read after it.
            byte[] journal = bytes(storage, Journal.NAME);
            byte[] checkpoint = bytes(storage, LogFiles.CHECKPOINT);
            VerificationRun run = new VerificationRun(storage, this, progress);
            Optional<Checkpoint> signed = run.checkpoint(checkpoint);
            if (signed.isPresent()) {
                run.entries();
                run.journal(journal);
                boolean still = Arrays.equals(journal, bytes(storage, Journal.NAME))
                        && Arrays.equals(checkpoint, bytes(storage, LogFiles.CHECKPOINT));
                run.strayFiles(still);
            }
            return run.result(signed);
        } catch (IOException e) {
            throw StorageFailure.of("the log could not be verified", storage.place(), e);
        } catch (UncheckedIOException e) {
            throw StorageFailure.of(
                    "the log could not be verified", storage.place(), Objects.requireNonNull(e.getCause()));
        }
    }

    private static byte[] bytes(Storage storage, String name) throws IOException {
        try {
            return storage.read(name);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** The checkpoint that must have the witnesses' cosignatures. */
    Checkpoint witnessed(Checkpoint published) {
        return since.orElse(published);
    }

    /** Holds what can be held about the older checkpoint by itself. */
    List<Finding> older(Checkpoint published) {
        if (since.isEmpty()) {
            return List.of();
        }
        Checkpoint older = since.get();
        try {
            older.requireSignedBy(log);
        } catch (StillwatchException e) {
            // The caller's own file: no finding about the log.
            throw new StillwatchException("the older checkpoint cannot be relied on: " + e.getMessage(), e);
        }
        if (older.size() <= published.size()) {
            return List.of();
        }
        return List.of(Finding.of(
                LogFiles.CHECKPOINT,
                published.size(),
                "the log was rolled back: it ends at " + published.size() + " entries, the older checkpoint has "
                        + older.size()));
    }
}
