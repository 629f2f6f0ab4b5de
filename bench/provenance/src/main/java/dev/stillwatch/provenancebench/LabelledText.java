// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A text whose writer is known.
 *
 * @param domain what sort of text
 * @param key the question it answers, within the domain
 */
record LabelledText(String domain, String key, Writer writer, String text) {
    /** Parts into which questions are divided, so that all answers to one question are in one part. */
    static final int PARTS = 5;

    /** Number of the part the question falls into. The first was never used to choose anything. */
    int part() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((domain + "/" + key).getBytes(StandardCharsets.UTF_8));
            return (int) (Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % 20) / 4;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    LabelledText withText(String other) {
        return new LabelledText(domain, key, writer, other);
    }
}
