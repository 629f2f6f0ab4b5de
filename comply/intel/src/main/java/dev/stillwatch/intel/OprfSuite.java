// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hashing of RFC 9497's suite P256-SHA256 (sections 3.1 and 4.3) by RFC 9380's P256_XMD:SHA-256_SSWU_RO_. */
enum OprfSuite {
    /** Mode 0x00: the client trusts the server to use its key. */
    OPRF(0),
    /** Mode 0x01: the server proves that it used its key. */
    VOPRF(1);

    private static final int BLOCK_BYTES = 64;
    private static final int FIELD_BYTES = 48;
    private static final BigInteger Z = P256.P.subtract(BigInteger.TEN);

    private final int mode;

    OprfSuite(int mode) {
        this.mode = mode;
    }

    private byte[] context() {
        return joined(text("OPRFV1-"), new byte[] {(byte) mode}, text("-P256-SHA256"));
    }

    P256.Point hashToGroup(byte[] input) {
        byte[] uniform = expand(input, joined(text("HashToGroup-"), context()), 2 * FIELD_BYTES);
        return P256.add(
                map(new BigInteger(1, Arrays.copyOf(uniform, FIELD_BYTES)).mod(P256.P)),
                map(new BigInteger(1, Arrays.copyOfRange(uniform, FIELD_BYTES, 2 * FIELD_BYTES)).mod(P256.P)));
    }

    BigInteger hashToScalar(byte[] input) {
        return scalar(input, joined(text("HashToScalar-"), context()));
    }

    BigInteger deriveScalar(byte[] input) {
        return scalar(input, joined(text("DeriveKeyPair"), context()));
    }

    byte[] seedTag() {
        return joined(text("Seed-"), context());
    }

    private static BigInteger scalar(byte[] input, byte[] tag) {
        return new BigInteger(1, expand(input, tag, FIELD_BYTES)).mod(P256.N);
    }

    /** RFC 9380, section 5.3.1. */
    private static byte[] expand(byte[] message, byte[] tag, int bytes) {
        byte[] suffix = joined(tag, new byte[] {(byte) tag.length});
        byte[] first = Hashes.sha256(
                new byte[BLOCK_BYTES], message, new byte[] {(byte) (bytes >> 8), (byte) bytes, 0}, suffix);
        ByteArrayOutputStream uniform = new ByteArrayOutputStream();
        byte[] block = Hashes.sha256(first, new byte[] {1}, suffix);
        for (int i = 2; uniform.size() + block.length < bytes; i++) {
            uniform.writeBytes(block);
            byte[] mixed = new byte[block.length];
            for (int j = 0; j < mixed.length; j++) {
                mixed[j] = (byte) (first[j] ^ block[j]);
            }
            block = Hashes.sha256(mixed, new byte[] {(byte) i}, suffix);
        }
        uniform.writeBytes(block);
        return Arrays.copyOf(uniform.toByteArray(), bytes);
    }

    /** The simplified SWU map, RFC 9380, section 6.6.2. */
    private static P256.Point map(BigInteger u) {
        BigInteger square = Z.multiply(u.pow(2)).mod(P256.P);
        BigInteger denominator = square.pow(2).add(square).mod(P256.P);
        BigInteger x1 = denominator.signum() == 0
                ? P256.B.multiply(Z.multiply(P256.A).modInverse(P256.P)).mod(P256.P)
                : P256.P
                        .subtract(P256.B)
                        .multiply(P256.A.modInverse(P256.P))
                        .multiply(BigInteger.ONE.add(denominator.modInverse(P256.P)))
                        .mod(P256.P);
        BigInteger x2 = square.multiply(x1).mod(P256.P);
        P256.Point point = P256.root(P256.curveAt(x1))
                .map(y -> new P256.Point(x1, y))
                // One of the two is on the curve, whatever u is.
                .orElseGet(() -> new P256.Point(x2, P256.root(P256.curveAt(x2)).orElseThrow()));
        return point.y().testBit(0) == u.testBit(0) ? point : point.negated();
    }

    /** Two bytes of length, then the bytes. */
    static byte[] prefixed(byte[] bytes) {
        return joined(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
