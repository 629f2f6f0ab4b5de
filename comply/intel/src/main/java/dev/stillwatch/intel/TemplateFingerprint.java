// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A prompt pattern by two hashes of its skeleton: one that only the same pattern has, one that similar patterns nearly
 * share.
 *
 * <p>The skeleton is what {@code Campaign.Template} has: words of a public vocabulary, everything else an ellipsis. It is
 * put in lower case and split at white space. {@code sha256} is of the words with one space between. {@code simhash} is
 * Charikar's (STOC 2002) over all runs of three words, each hashed to the first eight bytes of its SHA-256; unlike
 * patterns differ in about 32 of its 64 bits. Whoever has a pattern can find out that it is this one; nobody reads it
 * from the hashes alone, but short patterns can be guessed.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param simhash 16 lower-case hexadecimal digits
 */
public record TemplateFingerprint(String sha256, String simhash) {
    /** Bits that two fingerprints may differ in and still count as alike. */
    public static final int NEAR_BITS = 3;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SIMHASH = Pattern.compile("[0-9a-f]{16}");
    private static final int RUN = 3;

    public TemplateFingerprint {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a template's sha256 has 64 lower-case hexadecimal digits");
        }
        if (!SIMHASH.matcher(simhash).matches()) {
            throw new IllegalArgumentException("a template's simhash has 16 lower-case hexadecimal digits");
        }
    }

    /**
     * The fingerprint of a skeleton.
     *
     * @throws IllegalArgumentException if it has no words
     */
    public static TemplateFingerprint of(String skeleton) {
        List<String> words = Arrays.stream(
                        skeleton.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a skeleton without words has no fingerprint");
        }
        int[] votes = new int[Long.SIZE];
        for (int start = 0; start <= Math.max(0, words.size() - RUN); start++) {
            String run = String.join(" ", words.subList(start, Math.min(words.size(), start + RUN)));
            byte[] hash = Hashes.sha256(run.getBytes(StandardCharsets.UTF_8));
            for (int bit = 0; bit < Long.SIZE; bit++) {
                votes[bit] += (hash[bit / 8] >> (7 - bit % 8) & 1) == 1 ? 1 : -1;
            }
        }
        long similar = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            similar = similar << 1 | (votes[bit] > 0 ? 1 : 0);
        }
        byte[] exact = Hashes.sha256(String.join(" ", words).getBytes(StandardCharsets.UTF_8));
        return new TemplateFingerprint(
                HexFormat.of().formatHex(exact), HexFormat.of().toHexDigits(similar));
    }

    /** How many bits of the two simhashes differ; 0 to 64. */
    public int distance(TemplateFingerprint other) {
        return Long.bitCount(Long.parseUnsignedLong(simhash, 16) ^ Long.parseUnsignedLong(other.simhash, 16));
    }

    /** Whether both are of the same pattern, or of patterns that hardly differ. */
    public boolean resembles(TemplateFingerprint other) {
        return sha256.equals(other.sha256) || distance(other) <= NEAR_BITS;
    }
}
