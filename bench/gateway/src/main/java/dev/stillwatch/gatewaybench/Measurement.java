// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All figures of one run, by what was done, with which workload, to which target.
 *
 * @param rows in the order they were taken
 */
record Measurement(List<Row> rows) {
    /**
     * Figures of one target.
     *
     * @param figures by name; times in microseconds, rates a second, memory in MiB
     */
    record Row(String drive, String workload, String target, Map<String, Double> figures) {}

    Measurement() {
        this(new ArrayList<>());
    }

    /** Adds the figures of one target. */
    void add(String drive, String workload, String target, Map<String, Double> figures) {
        rows.add(new Row(drive, workload, target, new LinkedHashMap<>(figures)));
    }

    /** A workload's name. */
    static String name(Workload workload) {
        int bytes = workload.bytes();
        String size = bytes >= 1 << 20 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
        return size
                + switch (workload.answer()) {
                    case Workload.Answer.Whole() -> "";
                    case Workload.Answer.Streamed() -> ", streamed";
                    case Workload.Answer.Held _ -> ", held";
                };
    }
}
