// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.evidence.KeyKind;
import dev.stillwatch.evidence.SigningKey;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Where a service keeps everything: journal, checkpoints, cases, evidence log, and secrets that it makes itself the first
 * time. Only its owner may read it.
 */
public final class StateFolder {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final String LOG_VERIFIER = "evidence-log-key.vkey";

    private final Path folder;

    /**
     * @throws StillwatchException if it cannot be made
     */
    public StateFolder(Path folder) {
        this.folder = folder;
        try {
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                // Of one that was there before.
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            } else {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new StillwatchException(
                    folder + ": cannot be made or be kept to its owner; check that its parent exists and is writable,"
                            + " and that it is yours.",
                    e);
        }
    }

    Path journal() {
        return folder.resolve("journal");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** Up to where the journal was published. */
    Path published() {
        return folder.resolve("published");
    }

    String caseStore() {
        return "sqlite:" + folder.resolve("cases.db");
    }

    Path evidenceKey() {
        return folder.resolve("evidence-key.json");
    }

    Path canaryKey() {
        return folder.resolve("canary-key.json");
    }

    /** Where what was planted is counted. */
    Path canaries() {
        return folder.resolve("canaries.txt");
    }

    Path alarms() {
        return folder.resolve("alarms");
    }

    Path evidenceLog() {
        return folder.resolve("evidence-log");
    }

    Path evidenceRecords() {
        return folder.resolve("evidence-records");
    }

    /** Where the public half of the evidence log's key lies. */
    Path logVerifier() {
        return folder.resolve(LOG_VERIFIER);
    }

    /** A secret of this folder's own, made the first time it is asked for. */
    public byte[] secret(String name, int bytes) {
        byte[] fresh = new byte[bytes];
        RANDOM.nextBytes(fresh);
        byte[] kept = keptOr(name, fresh);
        if (kept.length != bytes) {
            throw new StillwatchException(folder.resolve(name) + ": holds " + kept.length + " bytes instead of " + bytes
                    + "; restore it from a copy.");
        }
        return kept;
    }

    /** The key that the evidence log is signed with; its public half is kept beside it, for whoever checks the log. */
    SigningKey logKey() {
        String fresh =
                SigningKey.generate("stillwatch-evidence", KeyKind.LOG, RANDOM).secretText();
        byte[] kept = keptOr("evidence-log-key", fresh.getBytes(StandardCharsets.US_ASCII));
        SigningKey key;
        try {
            key = SigningKey.parse(new String(kept, StandardCharsets.US_ASCII));
        } catch (RuntimeException e) {
            throw new StillwatchException(
                    folder.resolve("evidence-log-key") + ": is no signing key; restore it from a copy.", e);
        }
        keptOr(LOG_VERIFIER, (key.verifier() + "\n").getBytes(StandardCharsets.US_ASCII));
        return key;
    }

    private byte[] keptOr(String name, byte[] fresh) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                // Written whole under another name first: a secret cut off would be another secret.
                Path whole = Files.createTempFile(folder, name, ".new");
                try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(fresh));
                    channel.force(true);
                }
                try {
                    // Fails where there is one already: another process was quicker, and its secret counts.
                    Files.createLink(file, whole);
                } catch (FileAlreadyExistsException e) {
                    return Files.readAllBytes(file);
                } finally {
                    Files.delete(whole);
                }
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read or written; check the folder's permissions.", e);
        }
    }
}
