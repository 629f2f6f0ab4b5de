// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.SigningKey;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** The small files that the evidence commands pass between people. */
final class EvidenceFiles {
    private static final int MOST_BYTES = 1 << 20;

    private EvidenceFiles() {}

    static Checkpoint checkpoint(Path file) {
        return parsed(file, Checkpoint::parse);
    }

    /** Reads a file and says its name if it is not what it should be. */
    static <T> T parsed(Path file, Function<byte[], T> parser) {
        byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + " is longer than " + MOST_BYTES + " bytes; is it the right file?");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new StillwatchException(file + ": no such file", e);
        } catch (IOException e) {
            throw new StillwatchException(file + " cannot be read; check that it is a file you may read", e);
        }
        try {
            return parser.apply(bytes);
        } catch (StillwatchException e) {
            throw new StillwatchException(file + ": " + e.getMessage(), e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StillwatchException(file + " cannot be written; check the folder and the disk's room", e);
        }
    }

    /** Writes a new key, and beside it what others need to check its signatures. */
    static Path writeKey(Path file, SigningKey key) {
        Path verifier = file.resolveSibling(file.getFileName() + ".vkey");
        if (Files.exists(verifier)) {
            throw new StillwatchException(verifier + " exists already and is left alone; choose another --key");
        }
        KeyFile.write(file, key);
        try {
            Files.write(
                    verifier,
                    (key.verifier() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(verifier + " exists already and is left alone", e);
        } catch (IOException e) {
            throw new StillwatchException(verifier + " cannot be written; check the folder and the disk's room", e);
        }
        return verifier;
    }
}
