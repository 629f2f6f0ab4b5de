// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a key, as {@code name+hash+base64} (C2SP signed-note, verifier keys). Immutable.
 *
 * <p>Equal if name, kind and key bytes are.
 */
public final class VerifierKey {
    static final int PUBLIC_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    /** What precedes the 32 bytes of an Ed25519 key in the SubjectPublicKeyInfo of RFC 8410. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final KeyKind kind;
    private final byte[] bytes;
    private final PublicKey key;

    VerifierKey(String name, KeyKind kind, byte[] bytes) {
        this.name = checkedName(name);
        this.kind = kind;
        this.bytes = bytes.clone();
        this.key = publicKey(bytes);
    }

    /** A key's name: printable, without spaces and plus signs, so that it can stand in a signature line. */
    static String checkedName(String name) {
        boolean plain = name.codePoints()
                .noneMatch(c ->
                        c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
        if (name.isEmpty() || !plain) {
            throw new StillwatchException(
                    "a key's name must not be empty or hold spaces, plus signs or control characters; use something"
                            + " like example.com/evidence");
        }
        return name;
    }

    /**
     * Reads a verifier key.
     *
     * @throws StillwatchException if it is none, or of a type other than Ed25519 note (1) or cosignature (4)
     */
    public static VerifierKey parse(String text) {
        // The name holds no plus sign, the Base 64 may.
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3 || parts[0].equals("PRIVATE")) {
            throw new StillwatchException("a verifier key reads name+hash+base64; this is none");
        }
        byte[] typed = keyBytes(parts[2]);
        VerifierKey key = new VerifierKey(parts[0], kind(typed[0]), Arrays.copyOfRange(typed, 1, 1 + PUBLIC_BYTES));
        if (!key.idText().equals(parts[1])) {
            throw new StillwatchException(
                    "the hash in the verifier key of " + key.name + " does not fit the key; copy it again, whole");
        }
        return key;
    }

    static byte[] keyBytes(String base64) {
        byte[] typed;
        try {
            typed = StrictText.base64(base64);
        } catch (StillwatchException e) {
            throw new StillwatchException("the last part of the key is not Base 64; copy it again, whole", e);
        }
        if (typed.length != 1 + PUBLIC_BYTES) {
            throw new StillwatchException("the key has " + typed.length + " bytes, must have " + (1 + PUBLIC_BYTES)
                    + ": only Ed25519 keys are supported");
        }
        return typed;
    }

    static KeyKind kind(byte type) {
        for (KeyKind kind : KeyKind.values()) {
            if (kind.type() == type) {
                return kind;
            }
        }
        throw new StillwatchException(
                "keys of type " + type + " are not supported; 1 (Ed25519) and 4 (Ed25519 cosignature) are");
    }

    private static PublicKey publicKey(byte[] bytes) {
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + PUBLIC_BYTES)
                .put(X509_PREFIX)
                .put(bytes)
                .array();
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new StillwatchException("the key is no Ed25519 public key", e);
        }
    }

    /** The name that stands in signature lines, such as {@code example.com/evidence}. */
    public String name() {
        return name;
    }

    /** What the key signs. */
    public KeyKind kind() {
        return kind;
    }

    /** The key ID: the first four bytes of a hash over name, type and key. */
    int id() {
        MessageDigest digest = Hash.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(kind.type());
        return ByteBuffer.wrap(digest.digest(bytes)).getInt();
    }

    String idText() {
        return HexFormat.of().toHexDigits(id());
    }

    boolean hasSameKeyAs(VerifierKey other) {
        return Arrays.equals(bytes, other.bytes);
    }

    /** Whether the signature over the message was made by this key. */
    boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (InvalidKeyException e) {
            throw new StillwatchException("the key of " + name + " is no point of the curve; copy it again", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks Ed25519", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && kind == that.kind
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return id();
    }

    /** The verifier key's text form. */
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + PUBLIC_BYTES)
                .put(kind.type())
                .put(bytes)
                .array();
        return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(typed);
    }
}
