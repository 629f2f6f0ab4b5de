// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.report.AssessmentRecords;

/**
 * A record of an assessment, as it goes to Kafka.
 *
 * @param kind which topic it belongs to
 * @param key of its record
 * @param untilMillis the time judged
 * @param json one object
 */
public record Finding(AssessmentRecords.Kind kind, String key, long untilMillis, String json) {
    Finding(AssessmentRecords.Line line, long untilMillis) {
        this(line.kind(), line.key(), untilMillis, line.json());
    }
}
