// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Keys as files of one line: a signing key that only its owner can read, a verifier key for everybody. */
public final class KeyFile {
    private static final int MOST_BYTES = 4_096;

    private KeyFile() {}

    /**
     * Writes a signing key into a new file.
     *
     * @throws StillwatchException if there is a file already, which is left alone, or it cannot be written
     */
    public static void write(Path file, SigningKey key) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
            try {
                Files.writeString(file, key.secretText() + "\n");
            } catch (IOException e) {
                // Half a key would stand in the way of the next attempt.
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(
                    file + " exists already and is left alone: a key that is lost cannot be made again."
                            + " Choose another file",
                    e);
        } catch (IOException e) {
            throw StorageFailure.of("the key could not be written", file.toString(), e);
        }
    }

    /** Reads a signing key. */
    public static SigningKey read(Path file) {
        try {
            return SigningKey.parse(text(file));
        } catch (StillwatchException e) {
            throw new StillwatchException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a verifier key that is given as text or as the name of a file that holds it.
     *
     * @throws StillwatchException if it is neither
     */
    public static VerifierKey verifier(String keyOrFile) {
        if (keyOrFile.contains("+")) {
            return VerifierKey.parse(keyOrFile);
        }
        try {
            return VerifierKey.parse(text(Path.of(keyOrFile)));
        } catch (StillwatchException e) {
            throw new StillwatchException(keyOrFile + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException("this is no key file: it is longer than " + MOST_BYTES + " bytes");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw StorageFailure.of("the key could not be read", file.toString(), e);
        }
    }
}
