// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * 32 random bytes that keep a commitment from being guessed: without them nobody can tell whether a record that they
 * suspect is the one committed to. Immutable.
 */
public final class Salt {
    static final int BYTES = 32;

    private final byte[] bytes;

    private Salt(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A new salt.
     *
     * @param random unpredictable outside of tests: a {@link java.security.SecureRandom}
     */
    public static Salt random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Salt(bytes);
    }

    static Salt parse(String base64) {
        byte[] bytes = StrictText.base64(base64);
        if (bytes.length != BYTES) {
            throw new StillwatchException("a salt has " + bytes.length + " bytes, must have " + BYTES);
        }
        return new Salt(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** In Base 64; as secret as the record, for it makes guesses testable. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Does not tell the salt. */
    @Override
    public String toString() {
        return "Salt";
    }
}
