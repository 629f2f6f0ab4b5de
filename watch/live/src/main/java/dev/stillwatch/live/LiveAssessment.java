// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What detection has to say about the traffic so far.
 *
 * @param eventTime when the latest exchange judged was asked
 * @param position all records before it were taken into account
 * @param lag how long before judging began everything had been read
 * @param exchanges exchanges judged
 * @param took how long judging took
 */
public record LiveAssessment(
        Assessment assessment,
        Instant eventTime,
        JournalPosition position,
        Duration lag,
        long exchanges,
        Duration took) {
    public LiveAssessment {
        Objects.requireNonNull(assessment, "assessment is null");
        Objects.requireNonNull(eventTime, "eventTime is null");
        Objects.requireNonNull(position, "position is null");
        Objects.requireNonNull(lag, "lag is null");
        Objects.requireNonNull(took, "took is null");
    }
}
