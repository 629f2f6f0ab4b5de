// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A case as it stands in the queue.
 *
 * @param waitingSince since when it has waited for somebody to decide; empty where nothing is to be decided
 * @param proposals how many of its actions wait for approval
 * @param exchangesPerDay of the latest assessment, on average over the time it covers, or over one day where it covers
 *     less; 0 where it has not been assessed since this is kept
 * @param priority larger is more urgent, see {@link QueuePriority}; 0 where nothing is to be decided
 */
public record QueueEntry(
        CaseSummary summary, Optional<Instant> waitingSince, long proposals, double exchangesPerDay, double priority) {
    public QueueEntry {
        Objects.requireNonNull(summary, "summary is null");
        Objects.requireNonNull(waitingSince, "waitingSince is null");
    }
}
