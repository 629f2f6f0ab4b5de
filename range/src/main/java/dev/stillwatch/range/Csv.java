// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads comma-separated files with a known header; fields may be quoted, but hold no line breaks. */
final class Csv {
    private Csv() {}

    /**
     * Hands every row after the header to the sink.
     *
     * @throws StillwatchException when the file is missing, its header differs, or a row has another number of fields
     */
    static void read(Path file, String header, Consumer<List<String>> sink) {
        if (!Files.isRegularFile(file)) {
            throw new StillwatchException(file + " is missing");
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            if (!header.equals(first)) {
                throw new StillwatchException(file + " does not start with the header " + header);
            }
            int columns = fields(header).size();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isEmpty()) {
                    List<String> fields = fields(line);
                    if (fields.size() != columns) {
                        throw new StillwatchException(file + " line " + number + " has " + fields.size()
                                + " fields, the header has " + columns);
                    }
                    sink.accept(fields);
                }
            }
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file, e);
        }
    }

    /** The fields of one line, with quotes and doubled quotes taken off. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
