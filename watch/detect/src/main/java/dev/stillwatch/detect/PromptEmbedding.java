// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Places a prompt in a space in which prompts about similar things are near each other, fast enough for every request.
 *
 * <p>The mean of learned word vectors, at unit length. The vectors were fitted so that this mean approximates what a
 * neural sentence model says of the whole prompt (in the manner of Model2Vec, 2024, and of smooth inverse frequency:
 * Arora et al., ICLR 2017); docs/benchmarks.md says how well. Only the words that an {@link ExchangeDigest} keeps are
 * used, so a stored digest and the text it was taken from have the same place. A word that is not listed points in a
 * direction drawn from its hash, so that made-up words still tell prompts apart.
 *
 * <p>About a microsecond a prompt beside splitting it into words. Deterministic, immutable, thread-safe.
 */
public final class PromptEmbedding {
    /** Length of every embedding. */
    public static final int DIMENSIONS = WordVectors.DIMENSIONS;

    private static final String RESOURCE = "word-vectors.bin";

    private final String source;
    private final WordVectors.Table vectors;

    private static final class Shipped {
        static final PromptEmbedding EMBEDDING = new PromptEmbedding(read(RESOURCE));
    }

    /** An embedding by other word vectors than the shipped ones. */
    public PromptEmbedding(WordVectors vectors) {
        this.source = vectors.source();
        this.vectors = vectors.table();
    }

    /** The embedding that comes with this release; loaded once. */
    public static PromptEmbedding shipped() {
        return Shipped.EMBEDDING;
    }

    /** Model and data sets the word vectors were made from, with their SHA-256. */
    public String source() {
        return source;
    }

    /** The place of a text: of unit length, or all zeros where it has no words. */
    public float[] of(CharSequence text) {
        PromptTokens tokens = PromptTokens.of(text);
        float[] place = new float[DIMENSIONS];
        int head = Math.min(ExchangeDigest.HEAD, tokens.size());
        for (int i = 0; i < head; i++) {
            vectors.add(tokens.hash(i), place);
        }
        for (int i = Math.max(head, tokens.size() - ExchangeDigest.TAIL); i < tokens.size(); i++) {
            vectors.add(tokens.hash(i), place);
        }
        toUnitLength(place);
        return place;
    }

    /**
     * The place of what a digest keeps of its prompt, the same as that of the prompt.
     *
     * @param into overwritten; of length {@link #DIMENSIONS}
     */
    void embed(ExchangeDigest digest, float[] into) {
        Arrays.fill(into, 0);
        ExchangeDigest.Words words = digest.prompt.words();
        for (int i = 0; i < words.size(); i++) {
            vectors.add(words.get(i), into);
        }
        toUnitLength(into);
    }

    private static void toUnitLength(float[] vector) {
        float squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= scale;
            }
        }
    }

    static WordVectors read(String resource) {
        try (InputStream in = PromptEmbedding.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return WordVectors.parse(in.readAllBytes());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(resource + " on the class path is damaged", e);
        }
    }
}
