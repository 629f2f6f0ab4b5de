// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.tokenizers.ModelTokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts to embed and to train on, as the encoder's ids. */
final class Texts implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BEGIN = 101;
    private static final int END = 102;

    private final ModelTokenizer tokenizer;

    Texts() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Texts.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"), "the tokenizer is missing")) {
            tokenizer = ModelTokenizer.of(in.readAllBytes(), "all-minilm-l6-v2-tokenizer.json");
        }
    }

    /** The ids of a text's beginning, between the marks for begin and end. */
    int[] ids(String text, int most) {
        int[] all = tokenizer.ids(text);
        int from = all.length > 0 && all[0] == BEGIN ? 1 : 0;
        int to = all.length > from && all[all.length - 1] == END ? all.length - 1 : all.length;
        int words = Math.min(most, to - from);
        int[] ids = new int[words + 2];
        ids[0] = BEGIN;
        System.arraycopy(all, from, ids, 1, words);
        ids[words + 1] = END;
        return ids;
    }

    /** Questions and answers of a file of JSON lines with instruction and output. */
    List<FineTune.Pair> pairs(Path file, int most, int words) throws IOException {
        List<FineTune.Pair> pairs = new ArrayList<>();
        for (JsonNode row : rows(file, most)) {
            pairs.add(new FineTune.Pair(
                    ids(row.path("instruction").asString(), words),
                    ids(row.path("output").asString(), words)));
        }
        return pairs;
    }

    /** Questions as sentences. */
    List<int[]> sentences(Path file, int most) throws IOException {
        return rows(file, most).stream()
                .map(row -> ids(row.path("instruction").asString(), 60))
                .toList();
    }

    private static List<JsonNode> rows(Path file, int most) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && rows.size() < most; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                if (row.path("output").asString().length() > 20) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
