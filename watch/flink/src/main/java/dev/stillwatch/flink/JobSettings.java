// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.Parts;
import dev.stillwatch.exchange.StillwatchException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a job reads, keeps and writes.
 *
 * @param kafka how Kafka is reached
 * @param exchanges the topic of digests
 * @param accounts the topic that every account's assessment goes to
 * @param campaigns the topic that campaigns go to
 * @param assessments the topic that says of each time judged that all its records are there
 * @param group the consumer group, which also names the transactions
 * @param every from one assessment to the next, by the times of exchanges
 * @param keep how long traffic is kept and judged together; rounded up to days (UTC)
 * @param recognise how long a copy of an exchange is recognised after the first
 * @param late how much later than others an exchange may come in and still be in the assessment of its time; it is in the next
 *     one otherwise
 * @param parts into how many parts accounts are dealt to be judged by several tasks, as {@link Parts#count}; a job keeps it
 *     over its savepoints
 * @param sample how many accounts are judged together whatever they do, as {@link Parts#sample}
 */
public record JobSettings(
        KafkaAccess kafka,
        String exchanges,
        String accounts,
        String campaigns,
        String assessments,
        String group,
        Duration every,
        Duration keep,
        Duration recognise,
        Duration late,
        int parts,
        int sample)
        implements Serializable {

    public JobSettings {
        for (Duration positive : List.of(every, keep, recognise)) {
            if (!positive.isPositive()) {
                throw new StillwatchException("a job's times must be above 0, not " + positive);
            }
        }
        if (parts < 1 || parts > Parts.MOST || sample < 0) {
            throw new StillwatchException("accounts in " + parts + " parts with a sample of " + sample
                    + "; parts are 1 to " + Parts.MOST + ", and the sample is not negative");
        }
        if (late.isNegative()) {
            throw new StillwatchException("late is " + late + "; it must not be negative");
        }
    }

    /** What the judges are told. */
    DetectorSettings detector() {
        return new DetectorSettings(DetectorSettings.DEFAULTS.falsePositiveRate(), new Parts(parts, sample));
    }

    /** Four weeks judged every five minutes in one part, with the topics' usual names. */
    public static JobSettings of(KafkaAccess kafka) {
        return new JobSettings(
                kafka,
                "stillwatch.exchanges",
                "stillwatch.accounts",
                "stillwatch.campaigns",
                "stillwatch.assessments",
                "stillwatch-detection",
                Duration.ofMinutes(5),
                Duration.ofDays(28),
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                Parts.ONE.count(),
                Parts.ONE.sample());
    }
}
