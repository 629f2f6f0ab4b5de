// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * The group of NIST's P-256 curve. Thread-safe.
 *
 * <p>Products with a secret scalar are the JDK's ECDH, whose time does not depend on the scalar. ECDH gives only the first
 * coordinate, of {@code kP} and of {@code (k+1)P}; the second follows from the two (Brier and Joye, PKC 2002).
 * So a secret never meets BigInteger's multiplication, except where this says so. Additions are of public points, or of
 * points of the caller's own input.
 */
final class P256 {
    static final BigInteger P = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    static final BigInteger A = P.subtract(BigInteger.valueOf(3));
    static final BigInteger B = new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    /** The order of the group, a prime. */
    static final BigInteger N = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    static final Point GENERATOR = new Point(
            new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
            new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16));

    /** Bytes of a scalar. */
    static final int SCALAR_BYTES = 32;
    /** Bytes of a compressed point. */
    static final int POINT_BYTES = 33;

    private static final ECParameterSpec CURVE = curve();
    private static final BigInteger ROOT = P.add(BigInteger.ONE).shiftRight(2);

    private P256() {}

    /** A point other than the one at infinity. */
    record Point(BigInteger x, BigInteger y) {
        Point negated() {
            return new Point(x, P.subtract(y));
        }

        /** SEC 1, section 2.3.3, compressed. */
        byte[] bytes() {
            byte[] bytes = new byte[POINT_BYTES];
            bytes[0] = (byte) (y.testBit(0) ? 3 : 2);
            System.arraycopy(fixed(x), 0, bytes, 1, SCALAR_BYTES);
            return bytes;
        }
    }

    /** The point of 33 bytes; empty if they are no compressed point of the curve. */
    static Optional<Point> point(byte[] bytes) {
        if (bytes.length != POINT_BYTES || (bytes[0] != 2 && bytes[0] != 3)) {
            return Optional.empty();
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, POINT_BYTES));
        if (x.compareTo(P) >= 0) {
            return Optional.empty();
        }
        return root(curveAt(x)).map(y -> new Point(x, y.testBit(0) == (bytes[0] == 3) ? y : P.subtract(y)));
    }

    /** The product; {@code scalar} is 1 to N − 1 and may be secret. */
    static Point multiply(BigInteger scalar, Point point) {
        if (scalar.signum() <= 0 || scalar.compareTo(N) >= 0) {
            throw new IllegalArgumentException("a scalar is 1 to the order of the group less 1");
        }
        BigInteger next = scalar.add(BigInteger.ONE);
        if (next.equals(N)) {
            return point.negated();
        }
        BigInteger x = point.x();
        BigInteger x1 = firstCoordinate(scalar, point);
        BigInteger x2 = firstCoordinate(next, point);
        BigInteger difference = x.subtract(x1);
        BigInteger twice = B.shiftLeft(1)
                .add(A.add(x.multiply(x1)).multiply(x.add(x1)))
                .subtract(x2.multiply(difference).multiply(difference));
        return new Point(
                x1, twice.multiply(point.y().shiftLeft(1).modInverse(P)).mod(P));
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if it is the point at infinity; for sums of hashes that has a chance of 2^-256
     */
    static Point add(Point one, Point other) {
        if (one.x().equals(other.x()) && !one.y().equals(other.y())) {
            throw new ArithmeticException("the sum of two points is the point at infinity");
        }
        BigInteger slope = one.equals(other)
                ? one.x()
                        .pow(2)
                        .multiply(BigInteger.valueOf(3))
                        .add(A)
                        .multiply(one.y().shiftLeft(1).modInverse(P))
                : other.y()
                        .subtract(one.y())
                        .multiply(other.x().subtract(one.x()).modInverse(P));
        BigInteger x = slope.pow(2).subtract(one.x()).subtract(other.x()).mod(P);
        return new Point(
                x, slope.multiply(one.x().subtract(x)).subtract(one.y()).mod(P));
    }

    static BigInteger curveAt(BigInteger x) {
        return x.pow(3).add(A.multiply(x)).add(B).mod(P);
    }

    /** A square root; empty if there is none. */
    static Optional<BigInteger> root(BigInteger square) {
        BigInteger root = square.modPow(ROOT, P);
        return root.pow(2).mod(P).equals(square.mod(P)) ? Optional.of(root) : Optional.empty();
    }

    /** 32 bytes, most significant first. */
    static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[SCALAR_BYTES];
        int length = Math.min(bytes.length, SCALAR_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, SCALAR_BYTES - length, length);
        return fixed;
    }

    private static BigInteger firstCoordinate(BigInteger scalar, Point point) {
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(keys.generatePrivate(new ECPrivateKeySpec(scalar, CURVE)));
            agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(new ECPoint(point.x(), point.y()), CURVE)), true);
            return new BigInteger(1, agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses a product on P-256", e);
        }
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }
}
