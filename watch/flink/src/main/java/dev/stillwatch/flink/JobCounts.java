// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.time.Instant;
import java.util.Optional;

/**
 * What a job in this process has done since it was started; after a failure some of it twice.
 *
 * @param taken records taken from Kafka
 * @param waiting records that wait there, as far as is known
 * @param unreadable records among those taken that are no digests
 * @param copies exchanges that came twice
 * @param tooOld exchanges older than what is kept
 * @param findings lines about accounts and campaigns sent to Kafka
 * @param reached up to which time exchanges have come in
 */
public record JobCounts(
        long taken,
        long waiting,
        long unreadable,
        long copies,
        long tooOld,
        long findings,
        Optional<Instant> reached) {}
