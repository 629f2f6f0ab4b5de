// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A file whose content only the holder of a keyset can read or change. Thread-safe, and safe beside other processes on
 * one machine: changes are made under a lock file, and become visible as a whole.
 */
final class SealedFile {
    private static final String HEAD = "stillwatch marks registry 1\n";
    private static final long MOST_BYTES = 1L << 30;
    /** File locks hold between processes only. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path file;
    private final KeysetPlace place;

    SealedFile(Path file, KeysetPlace place) {
        this.file = file.toAbsolutePath();
        this.place = place;
    }

    /** The content; empty if there is no file. */
    Optional<byte[]> read() {
        try {
            return open();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Replaces the content by what {@code change} makes of it; nothing is written if that fails. */
    void update(UnaryOperator<Optional<byte[]>> change) {
        WITHIN_PROCESS.lock();
        try {
            Files.createDirectories(directory());
            try (FileChannel lock = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    ownerOnly())) {
                lock.lock();
                Optional<byte[]> changed = change.apply(open());
                if (changed.isPresent()) {
                    write(changed.get());
                }
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private Optional<byte[]> open() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw damaged();
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < head.length || !Arrays.equals(bytes, 0, head.length, head, 0, head.length)) {
            throw damaged();
        }
        Aead aead = aead(false);
        try {
            String sealed = new String(bytes, head.length, bytes.length - head.length, StandardCharsets.US_ASCII);
            return Optional.of(aead.decrypt(Base64.getDecoder().decode(sealed.strip()), head));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw damaged();
        }
    }

    private void write(byte[] content) throws IOException {
        byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
        byte[] sealed;
        try {
            sealed = Base64.getEncoder().encode(aead(true).encrypt(content, head));
        } catch (GeneralSecurityException _) {
            throw new StillwatchException("the registry " + file + " could not be sealed; nothing was changed");
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel out = FileChannel.open(
                    temporary, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
                ByteBuffer bytes = ByteBuffer.allocate(head.length + sealed.length + 1)
                        .put(head)
                        .put(sealed)
                        .put((byte) '\n')
                        .flip();
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException _) {
                throw new StillwatchException(
                        "the folder of " + file + " cannot replace files as a whole; keep the registry elsewhere");
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Aead aead(boolean create) {
        try {
            AeadConfig.register();
            return (create
                            ? place.readOrMake(PredefinedAeadParameters.AES256_GCM)
                            : place.read("the registry cannot be read without the one it was made with"))
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw new StillwatchException(
                    "the registry key in " + place.shown() + " is no Tink keyset for AEAD as JSON");
        }
    }

    private Path directory() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private StillwatchException damaged() {
        return new StillwatchException("the registry " + file + " is damaged, or was sealed with another key than "
                + place.shown() + "; restore it from a copy, or name its key");
    }

    private StillwatchException failed(IOException e) {
        return new StillwatchException("the registry " + file + " cannot be read or written ("
                + e.getClass().getSimpleName() + "); check the path and its permissions");
    }
}
