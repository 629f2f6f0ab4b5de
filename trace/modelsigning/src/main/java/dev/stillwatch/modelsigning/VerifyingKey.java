// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** A public key on P-256, P-384 or P-521. Immutable and thread-safe. */
public final class VerifyingKey {
    private final ECPublicKey key;
    private final Curve curve;

    VerifyingKey(ECPublicKey key, Curve curve) {
        this.key = key;
        this.curve = curve;
    }

    /**
     * Reads a key file in PEM ({@code BEGIN PUBLIC KEY}).
     *
     * @throws StillwatchException if it cannot be read, or holds another kind of key
     */
    public static VerifyingKey read(Path file) {
        PemFile pem = PemFile.read(file, "PUBLIC KEY");
        try {
            ECPublicKey key =
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(pem.der()));
            return new VerifyingKey(key, Curve.of(key).orElseThrow(() -> unsupported(file)));
        } catch (InvalidKeySpecException | ClassCastException _) {
            throw unsupported(file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows elliptic curves", e);
        }
    }

    static StillwatchException unsupported(Path file) {
        return new StillwatchException(file + " holds no key that the format knows; it wants an elliptic-curve key on"
                + " P-256, P-384 or P-521: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY");
    }

    /** The name signatures call it by: the SHA-256 of its PEM file, in 64 hexadecimal digits. */
    public String hint() {
        byte[] pem = PemFile.of("PUBLIC KEY", key.getEncoded()).text();
        return HexFormat.of().formatHex(FileHashing.sha256().digest(pem));
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(curve.algorithm());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            // Thrown for bytes that are no signature at all.
            return false;
        }
    }
}
