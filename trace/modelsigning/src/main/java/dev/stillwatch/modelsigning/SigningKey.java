// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import dev.stillwatch.exchange.StillwatchException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/** A private key on P-256, P-384 or P-521, with its public one. Immutable and thread-safe. */
public final class SigningKey {
    private final ECPrivateKey key;
    private final Curve curve;
    private final VerifyingKey verifying;

    private SigningKey(ECPrivateKey key, Curve curve, VerifyingKey verifying) {
        this.key = key;
        this.curve = curve;
        this.verifying = verifying;
    }

    /**
     * Reads a key file in PEM ({@code BEGIN PRIVATE KEY}, PKCS #8 without a password).
     *
     * @throws StillwatchException if it cannot be read, or holds another kind of key; never quotes it
     */
    public static SigningKey read(Path file) {
        PemFile pem = PemFile.read(file, "PRIVATE KEY");
        try {
            ECPrivateKey key =
                    (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem.der()));
            Curve curve = Curve.of(key).orElseThrow(() -> VerifyingKey.unsupported(file));
            return new SigningKey(key, curve, publicOf(key, curve));
        } catch (InvalidKeySpecException | ClassCastException _) {
            throw VerifyingKey.unsupported(file);
        } catch (GeneralSecurityException _) {
            throw new StillwatchException(file + " holds a private key that does not work; make a new one");
        }
    }

    /**
     * Makes a key on P-256 and writes it to two new files in PEM.
     *
     * @param file for the private key, which only its owner may read
     * @param publicFile for the public key
     * @throws StillwatchException if one of them is there already, or cannot be written
     */
    public static SigningKey generate(Path file, Path publicFile) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            if (Files.exists(publicFile)) {
                throw new StillwatchException(publicFile + " exists already and is left alone; choose another name");
            }
            PemFile.of("PRIVATE KEY", pair.getPrivate().getEncoded()).write(file, true);
            PemFile.of("PUBLIC KEY", pair.getPublic().getEncoded()).write(publicFile, false);
            return read(file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows P-256", e);
        }
    }

    /** The public key that goes with it. */
    public VerifyingKey verifying() {
        return verifying;
    }

    byte[] sign(byte[] message) {
        try {
            return signature(key, curve, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that signed once does not sign", e);
        }
    }

    /*
     * PKCS #8 need not hold the public point, and the JDK has no call that computes it. Diffie-Hellman with the curve's
     * generator gives its x, in constant time; of the two y, the right one verifies a signature.
     */
    private static VerifyingKey publicOf(ECPrivateKey key, Curve curve) throws GeneralSecurityException {
        ECParameterSpec parameters = key.getParams();
        KeyFactory keys = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(parameters.getGenerator(), parameters)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(parameters.getCurve().getA().multiply(x))
                .add(parameters.getCurve().getB())
                .mod(prime);
        // All three primes leave 3 modulo 4.
        BigInteger y = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
        byte[] probe = "which of two points".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = signature(key, curve, probe);
        for (BigInteger candidate : List.of(y, prime.subtract(y))) {
            ECPublicKey point =
                    (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), parameters));
            VerifyingKey verifying = new VerifyingKey(point, curve);
            if (verifying.verifies(probe, signature)) {
                return verifying;
            }
        }
        throw new GeneralSecurityException("no public key fits");
    }

    private static byte[] signature(ECPrivateKey key, Curve curve, byte[] message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(curve.algorithm());
        signer.initSign(key);
        signer.update(message);
        return signer.sign();
    }
}
