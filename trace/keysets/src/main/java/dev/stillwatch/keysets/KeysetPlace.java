// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.keysets;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where one keyset is kept, in Tink's JSON. Immutable; reads the file or variable anew each time. */
public final class KeysetPlace {
    private final String what;
    private final String shown;
    private final Optional<Path> file;
    private final UnaryOperator<@Nullable String> environment;

    private KeysetPlace(String what, String shown, Optional<Path> file, UnaryOperator<@Nullable String> environment) {
        this.what = what;
        this.shown = shown;
        this.file = file;
        this.environment = environment;
    }

    /**
     * A file, which only its owner may read.
     *
     * @param what the key is in messages, such as {@code evidence key}
     */
    public static KeysetPlace inFile(String what, Path file) {
        return new KeysetPlace(what, file.toString(), Optional.of(file), name -> null);
    }

    /**
     * By address: {@code env:NAME} for an environment variable, otherwise {@code file:PATH} or a path.
     *
     * @param what the key is in messages, such as {@code evidence key}
     * @param environment gives the value of a variable, such as {@code System::getenv}
     */
    public static KeysetPlace at(String what, String address, UnaryOperator<@Nullable String> environment) {
        if (address.startsWith("env:")) {
            return new KeysetPlace(what, address.substring("env:".length()), Optional.empty(), environment);
        }
        return inFile(what, Path.of(address.startsWith("file:") ? address.substring("file:".length()) : address));
    }

    /**
     * Reads the keyset.
     *
     * @param remedy what to do where the file is missing, as the end of a sentence
     * @throws StillwatchException if there is none, others may read it, or it cannot be read
     * @throws GeneralSecurityException if it is no keyset; its message may quote the key, so it is not to be passed on
     */
    public KeysetHandle read(String remedy) throws GeneralSecurityException {
        return load(Optional.empty(), remedy);
    }

    /**
     * Reads the keyset; a file that is missing is made first, with one fresh key. Of two processes that make it one wins.
     *
     * @param fresh the kind of key; it must be registered with Tink
     * @throws StillwatchException if there is none in the environment, others may read the file, or it cannot be made
     * @throws GeneralSecurityException if it is no keyset; its message may quote the key, so it is not to be passed on
     */
    public KeysetHandle readOrMake(Parameters fresh) throws GeneralSecurityException {
        return load(Optional.of(fresh), "");
    }

    /** What the key is, for messages. */
    public String what() {
        return what;
    }

    /** The file or variable, for messages. */
    public String shown() {
        return shown;
    }

    private KeysetHandle load(Optional<Parameters> fresh, String remedy) throws GeneralSecurityException {
        if (file.isEmpty()) {
            return ofEnvironment();
        }
        try {
            return ofFile(file.get(), fresh, remedy);
        } catch (IOException e) {
            throw new StillwatchException("the " + what + " file " + shown + " cannot be read or written ("
                    + e.getClass().getSimpleName() + "); check the path and its permissions");
        }
    }

    private KeysetHandle ofEnvironment() throws GeneralSecurityException {
        String json = environment.apply(shown);
        if (json == null || json.isBlank()) {
            throw new StillwatchException("the environment variable " + shown + " holds no " + what
                    + "; set it to a Tink keyset as JSON, or name a key file");
        }
        return parse(json);
    }

    private KeysetHandle ofFile(Path path, Optional<Parameters> fresh, String remedy)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(path)) {
            if (fresh.isEmpty()) {
                throw new StillwatchException("there is no " + what + " file " + path + "; " + remedy);
            }
            make(path, fresh.get());
        }
        if (isPosix(path)) {
            Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            open.removeAll(PosixFilePermissions.fromString("rwx------"));
            if (!open.isEmpty()) {
                throw new StillwatchException("others may read the " + what + " file " + path
                        + "; run chmod 600 on it, and consider it known");
            }
        }
        return parse(Files.readString(path));
    }

    private static KeysetHandle parse(String json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Written elsewhere first and linked, so that of two processes one wins, and none reads half a key. */
    private static void make(Path file, Parameters parameters) throws IOException, GeneralSecurityException {
        KeysetHandle fresh = KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                fresh, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID());
        FileAttribute<?>[] owner = isPosix(absolute)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            try (FileChannel out = FileChannel.open(
                    temporary, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
                ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.createLink(absolute, temporary);
        } catch (FileAlreadyExistsException _) {
            // Another process made one just now: that one it is.
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
