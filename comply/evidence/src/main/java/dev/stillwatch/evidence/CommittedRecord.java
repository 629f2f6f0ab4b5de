// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What a commitment is to: a record and its salt. May hold personal data, so it lies outside of the log and can be
 * erased. Immutable.
 */
public final class CommittedRecord {
    private final Salt salt;
    private final byte[] content;

    CommittedRecord(Salt salt, byte[] content) {
        this.salt = salt;
        this.content = content.clone();
    }

    /**
     * A record with a new salt.
     *
     * @param canonical the record in the one form it is always written in
     * @param random unpredictable outside of tests: a {@link java.security.SecureRandom}
     */
    public static CommittedRecord of(byte[] canonical, RandomGenerator random) {
        return new CommittedRecord(Salt.random(random), canonical);
    }

    Salt salt() {
        return salt;
    }

    /** The record; a copy. */
    public byte[] content() {
        return content.clone();
    }

    /** What the log holds in its place. */
    public Commitment commitment() {
        return Commitment.of(salt, content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommittedRecord that && salt.equals(that.salt) && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Does not tell the record. */
    @Override
    public String toString() {
        return "CommittedRecord of " + content.length + " bytes";
    }
}
