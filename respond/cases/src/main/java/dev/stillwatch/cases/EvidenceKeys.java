// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
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

/**
 * The master key of evidence: a Tink keyset that wraps a key for each case. Read when it is first needed. Thread-safe.
 *
 * <p>Keep it apart from the store: together they are the text.
 */
public final class EvidenceKeys {
    private final String shown;
    private final Optional<Path> file;
    private final UnaryOperator<@Nullable String> environment;
    private @Nullable Aead master;

    private EvidenceKeys(String shown, Optional<Path> file, UnaryOperator<@Nullable String> environment) {
        this.shown = shown;
        this.file = file;
        this.environment = environment;
    }

    /** A keyset in a file, which only its owner may read; made when evidence is first kept. */
    public static EvidenceKeys inFile(Path file) {
        return new EvidenceKeys(file.toString(), Optional.of(file), name -> null);
    }

    /**
     * A keyset by address: {@code env:NAME} for an environment variable that holds it as Tink's JSON, otherwise {@code
     * file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     */
    public static EvidenceKeys at(String address, UnaryOperator<@Nullable String> environment) {
        if (address.startsWith("env:")) {
            return new EvidenceKeys(address.substring("env:".length()), Optional.empty(), environment);
        }
        return inFile(Path.of(address.startsWith("file:") ? address.substring("file:".length()) : address));
    }

    /**
     * The master key.
     *
     * @param create whether a key file that is missing is made
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    synchronized Aead master(boolean create) {
        Aead known = master;
        if (known == null) {
            known = load(create);
            master = known;
        }
        return known;
    }

    private Aead load(boolean create) {
        try {
            AeadConfig.register();
            KeysetHandle keyset = file.isPresent() ? ofFile(file.get(), create) : ofEnvironment();
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw new StillwatchException("the evidence key in " + shown + " is no Tink keyset for AEAD as JSON");
        } catch (IOException e) {
            throw new StillwatchException("the evidence key file " + shown + " cannot be read or written ("
                    + e.getClass().getSimpleName() + "); check the path and its permissions");
        }
    }

    private KeysetHandle ofEnvironment() throws GeneralSecurityException {
        String json = environment.apply(shown);
        if (json == null || json.isBlank()) {
            throw new StillwatchException("the environment variable " + shown
                    + " holds no evidence key; set it to a Tink" + " keyset as JSON, or name a key file");
        }
        return parse(json);
    }

    private static KeysetHandle parse(String json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private static KeysetHandle ofFile(Path file, boolean create) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            if (!create) {
                throw new StillwatchException("there is no evidence key file " + file
                        + "; name the one that evidence was kept with by --evidence-key");
            }
            make(file);
        }
        if (isPosix(file)) {
            Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            open.removeAll(PosixFilePermissions.fromString("rwx------"));
            if (!open.isEmpty()) {
                throw new StillwatchException("others may read the evidence key file " + file
                        + "; run chmod 600 on it, and consider it known");
            }
        }
        return parse(Files.readString(file));
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Written elsewhere first and linked, so that of two processes one wins, and none reads half a key. */
    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
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
