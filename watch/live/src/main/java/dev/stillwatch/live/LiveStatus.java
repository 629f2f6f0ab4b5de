// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How online detection is doing.
 *
 * @param position read up to here
 * @param checkpoint when the state was last stored by this process
 * @param assessed when the last assessment ended
 */
public record LiveStatus(
        DetectionHealth health,
        JournalPosition position,
        LiveTally tally,
        Optional<Instant> checkpoint,
        Optional<Instant> assessed) {
    public LiveStatus {
        Objects.requireNonNull(health, "health is null");
        Objects.requireNonNull(position, "position is null");
        Objects.requireNonNull(tally, "tally is null");
        Objects.requireNonNull(checkpoint, "checkpoint is null");
        Objects.requireNonNull(assessed, "assessed is null");
    }
}
