// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A file of a data set, and by what it is known again.
 *
 * @param name as the user gave it
 * @param size in bytes
 * @param head SHA-256 of its first 64 KiB, in hexadecimal
 */
public record DataFile(String name, Path path, long size, Instant modified, String head) {
    private static final int HEAD = 64 * 1024;

    public DataFile {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(path, "path is null");
        Objects.requireNonNull(modified, "modified is null");
        Objects.requireNonNull(head, "head is null");
    }

    /**
     * Looks at a file.
     *
     * @throws StillwatchException naming it, when it cannot be read
     */
    public static DataFile of(Path path) {
        String name = path.toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new StillwatchException(
                        name + ": not a file; a data set is read from files, so that an audit can go on after a break");
            }
            try (InputStream in = Files.newInputStream(path)) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(in.readNBytes(HEAD));
                return new DataFile(
                        name,
                        path,
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant(),
                        HexFormat.of().formatHex(digest.digest()));
            }
        } catch (IOException e) {
            throw new StillwatchException(name + ": cannot be read; check that it exists and may be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the file on the disk is still this one, as far as size, time of change and beginning show. */
    public boolean unchanged() {
        return Files.isRegularFile(path) && of(path).equals(this);
    }
}
