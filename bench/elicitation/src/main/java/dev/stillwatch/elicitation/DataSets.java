// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads gzipped JSON-lines files of a data folder and records which bytes were read. */
public final class DataSets {
    private final Path folder;
    private final JsonFactory json = new JsonFactory();
    private final Map<String, String> hashes = new TreeMap<>();

    /** Reads below {@code folder}. */
    public DataSets(Path folder) {
        this.folder = folder;
    }

    /**
     * The rows of {@code name.jsonl.gz}, each as its string members in order of appearance: members of nested objects and
     * arrays stand under the innermost name.
     */
    public List<Map<String, List<String>>> rows(String name) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        MessageDigest digest = Templates.newDigest();
        hashes.put(name, HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
        List<Map<String, List<String>>> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(members(line));
            }
        }
        return rows;
    }

    /** Names and SHA-256 of every file read so far, one a line. */
    public String provenance() {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (name, hash) -> lines.append(name).append(' ').append(hash).append('\n'));
        return lines.toString();
    }

    private Map<String, List<String>> members(String line) {
        Map<String, List<String>> members = new TreeMap<>();
        String name = "";
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    name = parser.currentName();
                } else if (token == JsonToken.VALUE_STRING) {
                    members.computeIfAbsent(name, _ -> new ArrayList<>()).add(parser.getString());
                }
            }
        }
        return members;
    }
}
