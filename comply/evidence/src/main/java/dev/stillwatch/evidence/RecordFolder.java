// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/**
 * Records as files of a folder, one each, named by their commitments. Thread-safe.
 *
 * <p>Files can be read by their owner only. A file's first line is a version, its second the salt, the rest the record.
 * Erasing removes the file; whether the disk still holds its bytes depends on the disk, so keep the folder on an
 * encrypted one.
 */
public final class RecordFolder implements RecordStore {
    private static final String VERSION = "stillwatch-record/v1";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    /** The folder is made when the first record is kept. */
    public RecordFolder(Path folder) {
        this.folder = folder;
    }

    /** Two levels, so that no folder holds more than a 256th of all records. */
    private Path parent(Commitment commitment) {
        return folder.resolve(commitment.hex().substring(0, 2));
    }

    private Path file(Commitment commitment) {
        return parent(commitment).resolve(commitment.hex().substring(2) + ".record");
    }

    @Override
    public void put(CommittedRecord committed) {
        Commitment commitment = committed.commitment();
        Path file = file(commitment);
        Path parent = parent(commitment);
        try {
            Files.createDirectories(parent, ownerOnly("rwx------"));
            // The salt is part of the name, so no other record has the same temporary file.
            Path written = parent.resolve(file.getFileName() + ".new");
            write(written, bytes(committed));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            sync(parent);
            sync(folder);
        } catch (IOException e) {
            throw StorageFailure.of("the record was not kept", folder.toString(), e);
        }
    }

    private static byte[] bytes(CommittedRecord committed) {
        byte[] head = (VERSION + "\n" + committed.salt().base64() + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] content = committed.content();
        return ByteBuffer.allocate(head.length + content.length)
                .put(head)
                .put(content)
                .array();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.createFile(file, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else writes the same record", e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void sync(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public Optional<CommittedRecord> find(Commitment commitment) {
        Path file = file(commitment);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.of("a record could not be read", file.toString(), e);
        }
        CommittedRecord committed = parse(bytes, file);
        if (!committed.commitment().equals(commitment)) {
            throw new StillwatchException(
                    file + " is not the record that was committed to: it was altered. Restore it from a copy");
        }
        return Optional.of(committed);
    }

    private static CommittedRecord parse(byte[] bytes, Path file) {
        String head = VERSION + "\n";
        int salted = head.length() + 44;
        if (bytes.length <= salted
                || bytes[salted] != '\n'
                || !new String(bytes, 0, head.length(), StandardCharsets.ISO_8859_1).equals(head)) {
            throw new StillwatchException(file + " is no record file, or was cut off. Restore it from a copy");
        }
        try {
            Salt salt = Salt.parse(new String(bytes, head.length(), 44, StandardCharsets.ISO_8859_1));
            return new CommittedRecord(salt, Arrays.copyOfRange(bytes, salted + 1, bytes.length));
        } catch (StillwatchException e) {
            throw new StillwatchException(file + " has no salt in its second line. Restore it from a copy", e);
        }
    }

    @Override
    public boolean erase(Commitment commitment) {
        Path file = file(commitment);
        try {
            boolean erased = Files.deleteIfExists(file);
            if (erased) {
                sync(parent(commitment));
            }
            return erased;
        } catch (IOException e) {
            throw StorageFailure.of("a record could not be erased", file.toString(), e);
        }
    }
}
