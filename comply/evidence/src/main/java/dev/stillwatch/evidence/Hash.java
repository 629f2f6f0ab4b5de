// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A SHA-256 hash of the Merkle tree of RFC 6962, section 2.1. Immutable. */
public final class Hash {
    /** How many bytes a hash has. */
    public static final int BYTES = 32;

    /** The root of a tree without entries. */
    public static final Hash EMPTY_TREE = new Hash(digest().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hash::digest);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of one entry. */
    public static Hash ofEntry(byte[] entry) {
        MessageDigest digest = DIGEST.get();
        digest.update(LEAF);
        return new Hash(digest.digest(entry));
    }

    /** The hash of two subtrees joined. */
    static Hash ofNodes(Hash left, Hash right) {
        MessageDigest digest = DIGEST.get();
        digest.update(NODE);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    /** The hash over neighbours of equal height. Their number is a power of two. */
    static Hash ofSubtree(List<Hash> neighbours) {
        int count = neighbours.size();
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("a subtree of " + count + " hashes is not complete");
        }
        Hash[] hashes = neighbours.toArray(Hash[]::new);
        for (int width = count; width > 1; width /= 2) {
            for (int i = 0; i < width; i += 2) {
                hashes[i / 2] = ofNodes(hashes[i], hashes[i + 1]);
            }
        }
        return hashes[0];
    }

    /** The 32 bytes that stand at a place in an array. */
    static Hash at(byte[] source, int offset) {
        return new Hash(Arrays.copyOfRange(source, offset, offset + BYTES));
    }

    /** Reads what {@link #base64} writes. */
    static Hash parse(String base64) {
        byte[] bytes = StrictText.base64(base64);
        if (bytes.length != BYTES) {
            throw new StillwatchException("a hash has " + bytes.length + " bytes, must have " + BYTES);
        }
        return new Hash(bytes);
    }

    /** In Base 64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
