// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What is recorded about accounts' holders, from a CSV file (RFC 4180): a header with {@code account} first and the names
 * of attributes after it, then a row for each account. An empty field is an attribute that is not known.
 *
 * <p>Immutable; holds the whole file in memory.
 */
public final class AttributesCsv {
    /** Nothing is recorded about anybody. */
    public static final AttributesCsv NONE = new AttributesCsv("", Map.of());

    private final String source;
    private final Map<String, Map<String, String>> byAccount;

    private AttributesCsv(String source, Map<String, Map<String, String>> byAccount) {
        this.source = source;
        this.byAccount = byAccount;
    }

    /**
     * Reads a file.
     *
     * @throws StillwatchException naming the line that does not fit the header
     */
    public static AttributesCsv read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            Rows rows = new Rows(in, file.toString());
            List<String> header = rows.next();
            if (header.size() < 2
                    || !header.getFirst().equals("account")
                    || new HashSet<>(header).size() != header.size()) {
                throw new StillwatchException(
                        file + ":1: the header must be account and then names of attributes, each once");
            }
            Map<String, Map<String, String>> byAccount = new HashMap<>();
            for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
                if (row.size() != header.size()) {
                    throw new StillwatchException(file + ":" + rows.line + ": " + row.size()
                            + " fields where the header" + " has " + header.size() + "; correct the row");
                }
                Map<String, String> attributes = new HashMap<>();
                for (int i = 1; i < row.size(); i++) {
                    if (!row.get(i).isEmpty()) {
                        attributes.put(header.get(i), row.get(i));
                    }
                }
                if (byAccount.putIfAbsent(row.getFirst(), attributes) != null) {
                    throw new StillwatchException(file + ":" + rows.line
                            + ": the account stands in an earlier row already; keep one of them");
                }
            }
            return new AttributesCsv(String.valueOf(file.getFileName()), byAccount);
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file + "; check that it exists and is text in UTF-8", e);
        }
    }

    /** How many accounts it has a row for. */
    public int accounts() {
        return byAccount.size();
    }

    /** Adds what is recorded about an account, with the file's name as the source. */
    public void addTo(Facts.Builder facts, String account) {
        byAccount.getOrDefault(account, Map.of()).forEach((name, value) -> facts.attribute(name, value, source));
    }

    /** Rows of fields; quotes may hold commas, line breaks and doubled quotes. */
    private static final class Rows {
        private final BufferedReader in;
        private final String name;
        private int line;

        private Rows(BufferedReader in, String name) {
            this.in = in;
            this.name = name;
        }

        /** The next row that is not blank; empty at the end. */
        private List<String> next() throws IOException {
            String text = in.readLine();
            line++;
            while (text != null && text.isBlank()) {
                text = in.readLine();
                line++;
            }
            return text == null ? List.of() : fields(line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
        }

        private List<String> fields(String first) throws IOException {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            String text = first;
            int start = line;
            while (true) {
                for (int i = 0; i < text.length(); i++) {
                    char c = text.charAt(i);
                    if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
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
                if (!quoted) {
                    fields.add(field.toString());
                    return fields;
                }
                text = in.readLine();
                line++;
                if (text == null) {
                    throw new StillwatchException(name + ":" + start + ": a quote is not closed; close it");
                }
                field.append('\n');
            }
        }
    }
}
