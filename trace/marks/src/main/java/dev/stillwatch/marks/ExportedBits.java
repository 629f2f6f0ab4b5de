// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * A row of bits that a generator made where it cannot be made again, a graphics card above all: SynthID's table of
 * coins, or Unigram's list of green tokens.
 *
 * <p>Immutable and thread-safe; one bit of memory for each bit.
 */
public final class ExportedBits {

    private final BitSet bits;
    private final int size;
    private final String sha256;

    private ExportedBits(BitSet bits, int size, String sha256) {
        this.bits = bits;
        this.size = size;
        this.sha256 = sha256;
    }

    /**
     * Reads an export.
     *
     * @param ascii the digits 0 and 1 in order, and nothing else but line ends after the last
     * @param sha256 the SHA-256 of the digits in hexadecimal, as it was noted at the export
     * @throws IllegalArgumentException if there is another character, or the digest differs
     */
    public static ExportedBits parse(byte[] ascii, String sha256) {
        ExportedBits read = parse(ascii);
        if (!read.sha256.equalsIgnoreCase(sha256.strip())) {
            throw new IllegalArgumentException(
                    "the exported bits have SHA-256 " + read.sha256 + ", not the one given: export them again");
        }
        return read;
    }

    /** Reads an export whose digest is not known. */
    static ExportedBits parse(byte[] ascii) {
        int size = ascii.length;
        while (size > 0 && (ascii[size - 1] == '\n' || ascii[size - 1] == '\r')) {
            size--;
        }
        if (size == 0) {
            throw new IllegalArgumentException("the exported bits are empty");
        }
        BitSet bits = new BitSet(size);
        for (int i = 0; i < size; i++) {
            if (ascii[i] != '0' && ascii[i] != '1') {
                throw new IllegalArgumentException("exported bits are 0 or 1; character " + i + " is neither");
            }
            bits.set(i, ascii[i] == '1');
        }
        MessageDigest digest = sha256();
        digest.update(ascii, 0, size);
        return new ExportedBits(bits, size, HexFormat.of().formatHex(digest.digest()));
    }

    /** How many bits there are. */
    public int size() {
        return size;
    }

    /** How many of them are ones. */
    public int ones() {
        return bits.cardinality();
    }

    /** SHA-256 of the bits as digits, in lower-case hexadecimal. */
    public String sha256Hex() {
        return sha256;
    }

    /** A copy of the bits. */
    public BitSet bits() {
        return (BitSet) bits.clone();
    }

    boolean get(int index) {
        return bits.get(index);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExportedBits exported && size == exported.size && bits.equals(exported.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return "ExportedBits[" + size + "]";
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
