// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The key of an OPRF server, RFC 9497's P256-SHA256 with proofs (mode VOPRF). Immutable, thread-safe; it never shows itself.
 *
 * <p>About a millisecond for each element. Whoever may ask can try guesses as fast as this answers, so limit how many
 * elements a peer gets a day: that, and not the mathematics, protects what is easily guessed.
 */
public final class OprfKey {
    /** The most elements of one request. */
    public static final int MOST_ELEMENTS = 1_000;

    private static final int SEED_BYTES = 32;

    private final OprfSuite suite;
    private final BigInteger secret;

    OprfKey(OprfSuite suite, BigInteger secret) {
        this.suite = suite;
        this.secret = secret;
    }

    /** The key that a seed of 32 bytes and public words give (RFC 9497, section 3.2.1). */
    public static OprfKey derive(byte[] seed, byte[] info) {
        return derive(OprfSuite.VOPRF, seed, info);
    }

    static OprfKey derive(OprfSuite suite, byte[] seed, byte[] info) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        for (int counter = 0; counter < 256; counter++) {
            BigInteger secret =
                    suite.deriveScalar(OprfSuite.joined(seed, OprfSuite.prefixed(info), new byte[] {(byte) counter}));
            if (secret.signum() != 0) {
                return new OprfKey(suite, secret);
            }
        }
        throw new IllegalArgumentException("no key can be derived from this seed");
    }

    BigInteger secret() {
        return secret;
    }

    /** What clients check proofs with; 33 bytes. */
    public byte[] publicKey() {
        return P256.multiply(secret, P256.GENERATOR).bytes();
    }

    /**
     * Evaluates blinded elements, and proves that it did so with this key.
     *
     * @param blinded 1 to {@value #MOST_ELEMENTS} elements of 33 bytes
     * @throws IllegalArgumentException if one is no point of the curve
     */
    public OprfAnswer evaluate(List<byte[]> blinded, SecureRandom random) {
        return evaluate(blinded, scalar(random));
    }

    OprfAnswer evaluate(List<byte[]> blinded, BigInteger random) {
        if (blinded.isEmpty() || blinded.size() > MOST_ELEMENTS) {
            throw new IllegalArgumentException(blinded.size() + " elements, must be 1 to " + MOST_ELEMENTS);
        }
        List<P256.Point> asked = points(blinded);
        List<P256.Point> evaluated = new ArrayList<>();
        asked.forEach(point -> evaluated.add(P256.multiply(secret, point)));
        P256.Point own = P256.multiply(secret, P256.GENERATOR);
        OprfProof proof = OprfProof.of(suite, secret, own, asked, evaluated, random);
        return new OprfAnswer(evaluated.stream().map(P256.Point::bytes).toList(), proof.bytes());
    }

    static List<P256.Point> points(List<byte[]> elements) {
        return elements.stream()
                .map(bytes -> P256.point(bytes)
                        .orElseThrow(() -> new IllegalArgumentException("an element is no point of the curve")))
                .toList();
    }

    /** A scalar by chance, 1 to N − 1. */
    static BigInteger scalar(SecureRandom random) {
        BigInteger scalar;
        do {
            scalar = new BigInteger(P256.N.bitLength(), random);
        } while (scalar.signum() == 0 || scalar.compareTo(P256.N) >= 0);
        return scalar;
    }

    @Override
    public String toString() {
        return "OprfKey";
    }
}
