// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.overlap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public sets in a folder.
 *
 * @param folder with {@code campaign}, {@code audit} and {@code benign}
 */
record PublicTexts(Path folder) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Answers of the Alpaca set. */
    List<String> alpacaAnswers() {
        return rows("campaign/alpaca52k.jsonl.gz").stream()
                .map(row -> row.path("output").asString())
                .toList();
    }

    /** Prompts of the Alpaca set, in the same order. */
    List<String> alpacaPrompts() {
        return rows("campaign/alpaca52k.jsonl.gz").stream()
                .map(row -> row.path("instruction").asString() + "\n"
                        + row.path("input").asString())
                .toList();
    }

    /** Essays and reviews that people wrote. */
    List<String> human() {
        return biscope().stream()
                .filter(row ->
                        row.path("source").asString().toLowerCase(Locale.ROOT).contains("human"))
                .filter(row -> !row.path("domain").asString().equals("Code"))
                .map(row -> row.path("text").asString())
                .toList();
    }

    /** Essays, reviews and code by people and models. */
    List<JsonNode> biscope() {
        return rows("audit/biscope_essay_yelp_code.jsonl.gz");
    }

    /** Prompts of real users. */
    List<String> benignPrompts() {
        return rows("benign/arena_users.jsonl.gz").stream()
                .map(row -> row.path("turns").path(0).asString())
                .toList();
    }

    private List<JsonNode> rows(String name) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(name))), StandardCharsets.UTF_8))) {
            return lines.lines().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the public set " + folder.resolve(name) + " is missing", e);
        }
    }
}
