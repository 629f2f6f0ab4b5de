// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** That all elements were multiplied by one key, RFC 9497, section 2.2. */
record OprfProof(BigInteger challenge, BigInteger response) {
    private static final int BYTES = 2 * P256.SCALAR_BYTES;

    private record Composites(P256.Point asked, P256.Point evaluated) {}

    static OprfProof of(
            OprfSuite suite,
            BigInteger secret,
            P256.Point own,
            List<P256.Point> asked,
            List<P256.Point> evaluated,
            BigInteger random) {
        P256.Point composite = composites(suite, own, asked, evaluated).asked();
        Composites both = new Composites(composite, P256.multiply(secret, composite));
        BigInteger challenge =
                challenge(suite, own, both, P256.multiply(random, P256.GENERATOR), P256.multiply(random, composite));
        // The one product of a secret outside ECDH; the random scalar added to it is fresh each time.
        return new OprfProof(
                challenge, random.subtract(challenge.multiply(secret)).mod(P256.N));
    }

    boolean holds(OprfSuite suite, P256.Point own, List<P256.Point> asked, List<P256.Point> evaluated) {
        if (challenge.signum() == 0 || response.signum() == 0) {
            return false;
        }
        try {
            Composites both = composites(suite, own, asked, evaluated);
            P256.Point first = P256.add(P256.multiply(response, P256.GENERATOR), P256.multiply(challenge, own));
            P256.Point second =
                    P256.add(P256.multiply(response, both.asked()), P256.multiply(challenge, both.evaluated()));
            return challenge(suite, own, both, first, second).equals(challenge);
        } catch (ArithmeticException e) {
            // A sum at infinity: an honest proof meets it with a chance of 2^-256.
            return false;
        }
    }

    byte[] bytes() {
        return OprfSuite.joined(P256.fixed(challenge), P256.fixed(response));
    }

    static OprfProof of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a proof has " + BYTES + " bytes, not " + bytes.length);
        }
        BigInteger challenge = new BigInteger(1, Arrays.copyOf(bytes, P256.SCALAR_BYTES));
        BigInteger response = new BigInteger(1, Arrays.copyOfRange(bytes, P256.SCALAR_BYTES, BYTES));
        if (challenge.compareTo(P256.N) >= 0 || response.compareTo(P256.N) >= 0) {
            throw new IllegalArgumentException("a proof's scalars are below the order of the group");
        }
        return new OprfProof(challenge, response);
    }

    private static Composites composites(
            OprfSuite suite, P256.Point own, List<P256.Point> asked, List<P256.Point> evaluated) {
        byte[] seed = Hashes.sha256(OprfSuite.prefixed(own.bytes()), OprfSuite.prefixed(suite.seedTag()));
        P256.Point first = null;
        P256.Point second = null;
        for (int i = 0; i < asked.size(); i++) {
            BigInteger weight = suite.hashToScalar(OprfSuite.joined(
                    OprfSuite.prefixed(seed),
                    new byte[] {(byte) (i >> 8), (byte) i},
                    OprfSuite.prefixed(asked.get(i).bytes()),
                    OprfSuite.prefixed(evaluated.get(i).bytes()),
                    OprfSuite.text("Composite")));
            P256.Point a = P256.multiply(weight, asked.get(i));
            P256.Point e = P256.multiply(weight, evaluated.get(i));
            first = first == null ? a : P256.add(first, a);
            second = second == null ? e : P256.add(second, e);
        }
        if (first == null || second == null) {
            throw new IllegalArgumentException("a proof is of one element or more");
        }
        return new Composites(first, second);
    }

    private static BigInteger challenge(
            OprfSuite suite, P256.Point own, Composites both, P256.Point first, P256.Point second) {
        return suite.hashToScalar(OprfSuite.joined(
                OprfSuite.prefixed(own.bytes()),
                OprfSuite.prefixed(both.asked().bytes()),
                OprfSuite.prefixed(both.evaluated().bytes()),
                OprfSuite.prefixed(first.bytes()),
                OprfSuite.prefixed(second.bytes()),
                OprfSuite.text("Challenge")));
    }
}
