// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of a run, for machines and for people.
 *
 * @param facts of the machine and of what was measured, by name
 */
record Report(Map<String, String> facts, Measurement measured) {

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("facts", facts);
        all.put("rows", measured.rows());
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
        measured.rows().stream()
                .collect(Collectors.groupingBy(Measurement.Row::drive, LinkedHashMap::new, Collectors.toList()))
                .forEach((drive, rows) -> table(text, drive, rows));
        return text.toString();
    }

    private static void table(StringBuilder text, String drive, List<Measurement.Row> rows) {
        List<String> names = List.copyOf(rows.getFirst().figures().keySet());
        text.append("\n### ")
                .append(drive)
                .append("\n\n| body | target | ")
                .append(String.join(" | ", names))
                .append(" |\n|---|---|")
                .append("---:|".repeat(names.size()))
                .append('\n');
        for (Measurement.Row row : rows) {
            text.append("| ").append(row.workload()).append(" | ").append(row.target());
            row.figures()
                    .values()
                    .forEach(value ->
                            text.append(" | ").append(String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value)));
            text.append(" |\n");
        }
    }
}
