// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tokenizers;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.stillwatch.exchange.StillwatchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's tokenizer, from its {@code tokenizer.json}; no special tokens are added and nothing is cut off.
 *
 * <p>About a million tokens a second. Thread-safe; close it to give its native memory back.
 */
public final class ModelTokenizer implements AutoCloseable {
    private static final long MOST_BYTES = 200_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> AS_IT_IS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final int vocabulary;
    private final String sha256;

    private ModelTokenizer(HuggingFaceTokenizer tokenizer, int vocabulary, String sha256) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.sha256 = sha256;
    }

    /**
     * Reads a tokenizer file.
     *
     * @throws StillwatchException if it cannot be read, or is no tokenizer
     */
    public static ModelTokenizer read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + " is too large for a tokenizer; name the model's tokenizer.json");
            }
            return of(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new StillwatchException("there is no tokenizer " + file + "; name the model's tokenizer.json", e);
        } catch (IOException e) {
            throw new StillwatchException("the tokenizer " + file + " cannot be read; check that you may", e);
        }
    }

    /**
     * The tokenizer of a file's content.
     *
     * @param name the file in messages
     */
    public static ModelTokenizer of(byte[] content, String name) {
        int vocabulary = vocabulary(content, name);
        try {
            return new ModelTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(content), AS_IT_IS),
                    vocabulary,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (IOException | RuntimeException e) {
            throw new StillwatchException(noTokenizer(name), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The largest id and one more; a model's configuration may have a larger number. */
    private static int vocabulary(byte[] content, String name) {
        try {
            JsonNode root = JSON.readTree(content);
            int largest = -1;
            JsonNode vocabulary = root.path("model").path("vocab");
            if (vocabulary.isArray()) {
                largest = vocabulary.size() - 1;
            }
            for (Map.Entry<String, JsonNode> token : vocabulary.properties()) {
                largest = Math.max(largest, token.getValue().asInt(-1));
            }
            for (JsonNode added : root.path("added_tokens").values()) {
                largest = Math.max(largest, added.path("id").asInt(-1));
            }
            if (largest < 0) {
                throw new StillwatchException(noTokenizer(name));
            }
            return largest + 1;
        } catch (JacksonException e) {
            throw new StillwatchException(noTokenizer(name), e);
        }
    }

    private static String noTokenizer(String name) {
        return name + " is no tokenizer that can be read; name the model's tokenizer.json";
    }

    /** The ids of a text. */
    public int[] ids(String text) {
        long[] wide = tokenizer.encode(text, false, false).getIds();
        int[] ids = new int[wide.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Math.toIntExact(wide[i]);
        }
        return ids;
    }

    /** How many ids it has. */
    public int vocabulary() {
        return vocabulary;
    }

    /** SHA-256 of the file, in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
