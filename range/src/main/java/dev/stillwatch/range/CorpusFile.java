// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import com.github.luben.zstd.ZstdInputStream;
import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads corpora of prompts: JSON lines, plain or compressed, of which the top-level text and number members are kept. */
final class CorpusFile {
    private static final JsonFactory JSON = new JsonFactory();

    private CorpusFile() {}

    /**
     * A row of a corpus.
     *
     * @param members top-level strings and numbers by name
     * @param turns the strings of a member {@code turns}; empty when there is none
     */
    record Row(Map<String, String> members, List<String> turns) {

        /** What a user sent, turn by turn: {@code turns}, {@code prompt}, {@code question} or instruction and input. */
        List<String> prompts() {
            if (!turns.isEmpty()) {
                return turns;
            }
            for (String name : List.of("prompt", "question")) {
                if (members.containsKey(name)) {
                    return List.of(members.getOrDefault(name, ""));
                }
            }
            String instruction = members.getOrDefault("instruction", "");
            String input = members.getOrDefault("input", "");
            return instruction.isBlank()
                    ? List.of()
                    : List.of(input.isBlank() ? instruction : instruction + "\n\n" + input);
        }

        Optional<String> member(String name) {
            return Optional.ofNullable(members.get(name));
        }
    }

    /** Files of a folder whose names end in .jsonl, .jsonl.gz or .jsonl.zst, in order of name. */
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StillwatchException(folder + " is no folder; it should hold prompts as *.jsonl, .gz or .zst");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.jsonl(\\.gz|\\.zst)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StillwatchException("cannot list " + folder, e);
        }
    }

    /** All rows of a file. */
    static List<Row> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StillwatchException(file + " is missing");
        }
        List<Row> rows = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    rows.add(row(line));
                }
            }
        } catch (JacksonException e) {
            throw new StillwatchException(file + " line " + number + " is no JSON object");
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file, e);
        }
        return rows;
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        String name = file.getFileName().toString();
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(in, 1 << 16);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(in) : in;
    }

    private static Row row(String line) {
        Map<String, String> members = new HashMap<>();
        List<String> turns = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY && name.equals("turns")) {
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        turns.add(parser.getString());
                    }
                } else if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
                    members.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Row(members, turns);
    }
}
