// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Watches logs of others: cosigns a checkpoint only if it goes on from the last one that it cosigned for that log.
 *
 * <p>What it has seen lies in a folder, one file for each log; it is on disk before a cosignature is given out. Two
 * processes cannot use the folder at the same time.
 */
public final class Witness {
    /** What came of a request. */
    public sealed interface Outcome {
        /**
         * It was cosigned.
         *
         * @param checkpoint with the cosignature added
         */
        record Cosigned(Checkpoint checkpoint) implements Outcome {}

        /**
         * It was not: the log's signature is wrong, or the log was rolled back or shows another history.
         *
         * @param why in words
         */
        record Refused(String why) implements Outcome {}
    }

    private final Path folder;
    private final SigningKey key;
    private final InstantSource clock;

    /**
     * A witness that remembers in a folder, which is made if it is missing.
     *
     * @param key of kind {@link KeyKind#WITNESS}
     */
    public Witness(Path folder, SigningKey key, InstantSource clock) {
        if (key.verifier().kind() != KeyKind.WITNESS) {
            throw new StillwatchException("the key of " + key.verifier().name()
                    + " is a log's; make one for a witness with 'stillwatch evidence keygen --witness'");
        }
        this.folder = folder;
        this.key = key;
        this.clock = clock;
    }

    /** The last checkpoint that was cosigned for a log; empty if there is none. */
    public Optional<Checkpoint> lastSeen(VerifierKey log) {
        return seen(new FolderStorage(folder), log);
    }

    private Optional<Checkpoint> seen(Storage storage, VerifierKey log) {
        String name = name(log);
        try {
            if (!storage.exists(name)) {
                return Optional.empty();
            }
            Checkpoint seen = Checkpoint.parse(storage.read(name));
            seen.requireSignedBy(log);
            if (Cosignature.time(seen, key.verifier()).isEmpty()) {
                throw new StillwatchException("it lacks this witness's cosignature");
            }
            return Optional.of(seen);
        } catch (IOException e) {
            throw StorageFailure.of("the witness's memory could not be read", folder.toString(), e);
        } catch (StillwatchException e) {
            throw new StillwatchException(
                    folder.resolve(name) + ", the last checkpoint this witness saw, was altered: " + e.getMessage()
                            + ". Restore it from a copy; without it the witness could be led astray",
                    e);
        }
    }

    /** Named by the hash of the log's origin, as the witness protocol does. */
    private static String name(VerifierKey log) {
        byte[] hash = Hash.digest().digest(log.name().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash) + "/checkpoint";
    }

    /**
     * Checks a checkpoint against the last one and cosigns it.
     *
     * @param log the key that must have signed the checkpoint
     * @throws StillwatchException if the request proves from another size than this witness last saw, or its memory
     *     cannot be read or written
     */
    public Outcome cosign(VerifierKey log, WitnessRequest request) {
        try (FolderLock lock = FolderLock.take(folder);
                Storage storage = lock.storage()) {
            Checkpoint checkpoint = request.checkpoint();
            Optional<String> refusal = refusal(log, seen(storage, log), request);
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            Checkpoint cosigned = Cosignature.add(checkpoint, key, clock.instant());
            keep(storage, log, cosigned);
            return new Outcome.Cosigned(cosigned);
        } catch (IOException e) {
            throw StorageFailure.of("nothing was cosigned", folder.toString(), e);
        }
    }

    private static Optional<String> refusal(VerifierKey log, Optional<Checkpoint> seen, WitnessRequest request) {
        long last = seen.map(Checkpoint::size).orElse(0L);
        Checkpoint checkpoint = request.checkpoint();
        try {
            checkpoint.requireSignedBy(log);
        } catch (StillwatchException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (checkpoint.size() < last) {
            return Optional.of("the log was rolled back: this witness saw " + last + " entries, the checkpoint has "
                    + checkpoint.size() + ". Keep both as proof");
        }
        if (request.proof().older() != last) {
            throw new StillwatchException(
                    "the proof starts at " + request.proof().older() + " entries; this witness last saw " + last
                            + ". Ask for a proof from there");
        }
        Hash root = seen.map(Checkpoint::root).orElse(Hash.EMPTY_TREE);
        if (!request.proof().holds(root, checkpoint.root())) {
            return Optional.of("the log's history was rewritten, or the proof is wrong: the checkpoint of "
                    + checkpoint.size() + " entries does not go on from the " + last
                    + " entries that this witness saw. Keep both checkpoints as proof");
        }
        return Optional.empty();
    }

    private static void keep(Storage storage, VerifierKey log, Checkpoint cosigned) throws IOException {
        String name = name(log);
        String written = name + ".new";
        storage.delete(written);
        storage.writeAt(written, 0, cosigned.toString().getBytes(StandardCharsets.UTF_8));
        storage.sync(written);
        storage.move(written, name);
        storage.syncFolder(name.substring(0, name.indexOf('/')));
        storage.syncFolder("");
    }
}
