// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

/**
 * A line of an assessment, as it goes to Kafka.
 *
 * @param kind which topic it belongs to
 * @param key of its record: the account's name or the campaign's id
 * @param untilMillis the time judged
 * @param json one object
 */
public record Finding(Kind kind, String key, long untilMillis, String json) {
    /** What a finding is about. */
    public enum Kind {
        ACCOUNT,
        CAMPAIGN
    }
}
