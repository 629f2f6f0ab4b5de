// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of a run, for machines and for people.
 *
 * @param facts of the machine and of what was measured, by name
 */
record Report(Map<String, String> facts, List<Rounds.Row> rows) {

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("facts", facts);
        all.put("rows", rows);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(all)
                + "\n";
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append("\n| page | median, ms | quartiles, ms | of an empty page | KB |\n|---|---:|---:|---:|---:|\n");
        rows.forEach(row -> text.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f to %.2f | %.1f | %.0f |%n",
                row.page(),
                row.median(),
                row.lowerQuartile(),
                row.upperQuartile(),
                row.ratio(),
                row.bytes() / 1e3)));
        return text.toString();
    }
}
