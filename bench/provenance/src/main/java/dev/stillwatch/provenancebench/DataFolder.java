// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the public texts below a data folder. */
final class DataFolder {
    static final String CODE = "Code";

    private final Path folder;
    private final JsonFactory json = new JsonFactory();

    DataFolder(Path folder) {
        this.folder = folder;
    }

    /** BiScope's reviews, essays and code: one answer by each writer to each question. CC-BY-SA-4.0. */
    List<LabelledText> biscope() throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        for (Map<String, List<String>> row : rows("audit/biscope_essay_yelp_code")) {
            String source = first(row, "source");
            String text = first(row, "text");
            if (source.equals("Code_human.json")) {
                // Human code is stored as a JSON array of prompt and solution; the brackets would give it away.
                text = String.join("", strings(text));
            }
            texts.add(new LabelledText(first(row, "domain"), first(row, "key"), writer(source), text));
        }
        return texts;
    }

    /** The first string of that name in a row, or nothing. */
    static String first(Map<String, List<String>> row, String member) {
        return row.getOrDefault(member, List.of("")).getFirst();
    }

    private static Writer writer(String source) {
        for (Writer writer : Writer.values()) {
            if (source.contains(writer.label())) {
                return writer;
            }
        }
        throw new IllegalArgumentException("no known writer in the source " + source);
    }

    /** Every string of a gzipped JSON-lines file that stands under one of the names. */
    List<String> texts(String name, String... members) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Map<String, List<String>> row : rows(name)) {
            for (String member : members) {
                texts.addAll(row.getOrDefault(member, List.of()));
            }
        }
        return texts;
    }

    /** The rows of {@code name.jsonl.gz}, each as its strings and numbers under the innermost member name. */
    List<Map<String, List<String>>> rows(String name) throws IOException {
        List<Map<String, List<String>>> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(members(line));
            }
        }
        return rows;
    }

    private Map<String, List<String>> members(String line) {
        Map<String, List<String>> members = new TreeMap<>();
        String name = "";
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    name = parser.currentName();
                } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    members.computeIfAbsent(name, _ -> new ArrayList<>()).add(parser.getString());
                }
            }
        }
        return members;
    }

    private List<String> strings(String array) {
        return members("{\"all\":" + array + "}").getOrDefault("all", List.of());
    }
}
