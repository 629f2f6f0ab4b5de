// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The only words detection may ever show: common words of public prompts and of the project's own texts.
 *
 * <p>A token whose hash is not listed has no word, so names, numbers and keys in a customer's prompt cannot be rendered
 * even by mistake; at worst a rare word whose 32-bit hash equals a listed one's shows as that listed word. Immutable,
 * thread-safe, constant time.
 */
public final class PublicVocabulary {
    /** Inverse document frequency of a word that is not listed, in nats. */
    public static final float RARE = 10;
    /** Nats per step of the stored frequency table. */
    public static final float STEP = 1 / 16f;

    private static final String WORDS = "public-vocabulary.txt";
    private static final String FREQUENCIES = "public-vocabulary.idf";

    private final List<String> words;
    private final int[] hashes;
    private final String[] byHash;
    private final float[] idfByHash;

    private static final class Shipped {
        static final PublicVocabulary VOCABULARY = new PublicVocabulary(
                new String(load(WORDS), StandardCharsets.UTF_8).lines().toList(), load(FREQUENCIES));
    }

    /**
     * A vocabulary of given words.
     *
     * @param words each one token of {@link PromptTokens}, lower case
     * @param idf one unsigned byte per word, in {@link #STEP}s
     */
    PublicVocabulary(List<String> words, byte[] idf) {
        if (words.size() != idf.length) {
            throw new IllegalArgumentException(words.size() + " words, " + idf.length + " frequencies");
        }
        this.words = List.copyOf(words);
        long[] order = new long[words.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = ((long) PromptTokens.hashOf(words.get(i)) << 32) | i;
        }
        Arrays.sort(order);
        hashes = new int[order.length];
        byHash = new String[order.length];
        idfByHash = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            int word = (int) order[i];
            hashes[i] = (int) (order[i] >> 32);
            byHash[i] = words.get(word);
            idfByHash[i] = (idf[word] & 0xFF) * STEP;
        }
    }

    /** The vocabulary that comes with this release; loaded once. */
    public static PublicVocabulary shipped() {
        return Shipped.VOCABULARY;
    }

    /** The word with this token hash, if it is listed; never for {@link PromptTokens#NUMBER}. */
    public Optional<String> word(int tokenHash) {
        int at = Arrays.binarySearch(hashes, tokenHash);
        return at < 0 ? Optional.empty() : Optional.of(byHash[at]);
    }

    /** How rare the word is in public prompts: {@code -ln} of the share of them that hold it, {@link #RARE} if unlisted. */
    public float idf(int tokenHash) {
        int at = Arrays.binarySearch(hashes, tokenHash);
        return at < 0 ? RARE : idfByHash[at];
    }

    /** All listed words, sorted by code unit. */
    public List<String> words() {
        return words;
    }

    private static byte[] load(String resource) {
        try (InputStream in = PublicVocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
