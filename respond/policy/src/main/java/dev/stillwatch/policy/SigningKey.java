// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;

/**
 * An Ed25519 key pair that signs packs.
 *
 * <p>Kept as two PEM files that OpenSSL reads too: {@code NAME.key} (PKCS #8, not encrypted) and {@code NAME.pub}.
 * Immutable and thread-safe.
 */
public final class SigningKey {
    private final PrivateKey privateKey;
    private final String id;

    private SigningKey(PrivateKey privateKey, String id) {
        this.privateKey = privateKey;
        this.id = id;
    }

    /**
     * Makes a key pair and writes both files; neither may exist.
     *
     * @param name path without the endings
     * @throws StillwatchException if a file exists or cannot be written
     */
    public static SigningKey generate(Path name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Path privateFile = name.resolveSibling(name.getFileName() + ".key");
            Path publicFile = name.resolveSibling(name.getFileName() + ".pub");
            if (Files.exists(publicFile)) {
                // Known before anything is written, so that no private key is left without its public one.
                throw new FileAlreadyExistsException(publicFile.toString());
            }
            write(privateFile, Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    publicFile, Pem.text("PUBLIC KEY", pair.getPublic().getEncoded()), StandardOpenOption.CREATE_NEW);
            return new SigningKey(pair.getPrivate(), id(pair.getPublic()));
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(e.getFile() + " exists already; name another, so that no key is lost", e);
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot write " + name + ".key and .pub; check that the folder exists and that you may write there",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes Ed25519 keys", e);
        }
    }

    /** Created with its permissions, so that it can at no moment be read by others. */
    private static void write(Path file, String pem) throws IOException {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, bytes, StandardOpenOption.WRITE);
        } else {
            Files.write(
                    file,
                    bytes,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                            .toArray(StandardOpenOption[]::new));
        }
    }

    /**
     * Reads {@code NAME.key}, with {@code NAME.pub} beside it.
     *
     * @throws StillwatchException if either is not such a key
     */
    public static SigningKey read(Path file) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes("PRIVATE KEY", file)));
            Path publicFile =
                    file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("(\\.key)?$", ".pub"));
            PublicKey publicKey = Pem.publicKey(publicFile);
            SigningKey read = new SigningKey(key, id(publicKey));
            byte[] probe = publicKey.getEncoded();
            if (!PackSignature.verifies(publicKey, probe, read.sign(probe))) {
                throw new StillwatchException(publicFile + " does not belong to " + file
                        + "; put the two files of one 'stillwatch policy keygen' side by side");
            }
            return read;
        } catch (GeneralSecurityException e) {
            throw new StillwatchException(file + " is not an Ed25519 key; make one with 'stillwatch policy keygen'", e);
        }
    }

    /** Names the public key: SHA-256 of its X.509 form, in hex. */
    public String id() {
        return id;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new StillwatchException("the key " + id + " cannot sign; make one with 'policy keygen'", e);
        }
    }

    static String id(PublicKey key) {
        return Sha256.hex(key.getEncoded());
    }
}
