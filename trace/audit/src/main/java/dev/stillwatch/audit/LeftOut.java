// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the rows to leave out of one file from the findings, in order. Findings lie in the order of files and rows, so
 * this is asked for file after file. Not thread-safe.
 */
final class LeftOut implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final BufferedReader findings;
    private final CleaningRule rule;
    private Optional<Row> next;

    /**
     * A row to leave out.
     *
     * @param from first byte; -1 for Parquet
     * @param to after the last
     */
    record Row(String file, long row, long from, long to) {}

    LeftOut(Path findings, CleaningRule rule) throws IOException {
        this.findings = Files.newBufferedReader(findings);
        this.rule = rule;
        this.next = read();
    }

    /** The next row of a file to leave out, or empty after its last. */
    Optional<Row> next(String file) throws IOException {
        Optional<Row> row = next.filter(each -> each.file().equals(file));
        if (row.isPresent()) {
            next = read();
        }
        return row;
    }

    private Optional<Row> read() throws IOException {
        for (String line = findings.readLine(); line != null; line = findings.readLine()) {
            JsonNode finding = JSON.readTree(line);
            List<String> families = new ArrayList<>();
            finding.path("families").forEach(each -> families.add(each.asString()));
            if (rule.leavesOut(finding.path("strength").asDouble(), families)) {
                return Optional.of(new Row(
                        finding.path("file").asString(),
                        finding.path("row").asLong(),
                        finding.path("from").asLong(-1),
                        finding.path("to").asLong(-1)));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        findings.close();
    }
}
