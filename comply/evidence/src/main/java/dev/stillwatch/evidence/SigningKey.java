// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The private half of a log's or a witness's Ed25519 key. Immutable; safe for use by several threads.
 *
 * <p>{@link #secretText} is the form that Go's {@code note} package uses: {@code PRIVATE+KEY+name+hash+base64}. {@link
 * #toString} tells the public half only.
 */
public final class SigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final KeyPair pair;
    private final VerifierKey verifier;

    private SigningKey(String name, KeyKind kind, byte[] seed) {
        this.seed = seed.clone();
        this.pair = pair(seed);
        this.verifier = new VerifierKey(name, kind, encoded((EdECPublicKey) pair.getPublic()));
    }

    /**
     * A new key.
     *
     * @param name what stands in signature lines: for a log its origin, such as {@code example.com/evidence}
     * @param random unpredictable outside of tests: a {@link SecureRandom}
     */
    public static SigningKey generate(String name, KeyKind kind, RandomGenerator random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new SigningKey(name, kind, seed);
    }

    /**
     * Reads what {@link #secretText} gives.
     *
     * @throws StillwatchException if it is no such key; the message does not quote it
     */
    public static SigningKey parse(String text) {
        String secret = text.strip();
        String[] parts =
                secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new StillwatchException("a signing key reads PRIVATE+KEY+name+hash+base64; this is none");
        }
        byte[] typed = VerifierKey.keyBytes(parts[2]);
        SigningKey key =
                new SigningKey(parts[0], VerifierKey.kind(typed[0]), Arrays.copyOfRange(typed, 1, 1 + SEED_BYTES));
        if (!key.verifier.idText().equals(parts[1])) {
            throw new StillwatchException("the hash in the signing key of " + key.verifier.name()
                    + " does not fit the key; restore it from a copy");
        }
        return key;
    }

    /** The key in the form to be kept secret. */
    public String secretText() {
        byte[] typed = ByteBuffer.allocate(1 + SEED_BYTES)
                .put(verifier.kind().type())
                .put(seed)
                .array();
        return PREFIX + verifier.name() + "+" + verifier.idText() + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(pair.getPrivate());
            signing.update(message);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot sign with Ed25519", e);
        }
    }

    /* The platform derives a public key only while it generates a pair, so the pair is generated from the seed. */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Replay(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks Ed25519", e);
        }
    }

    /** The little-endian y with the parity of x in its top bit: RFC 8032, section 5.1.2. */
    private static byte[] encoded(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[VerifierKey.PUBLIC_BYTES];
        for (int i = 0; i < encoded.length && i < bigEndian.length; i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[encoded.length - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    @Override
    public String toString() {
        return "SigningKey[" + verifier + "]";
    }

    private static final class Replay extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Replay(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("a key takes " + bytes.length + " random bytes, not " + seed.length);
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
