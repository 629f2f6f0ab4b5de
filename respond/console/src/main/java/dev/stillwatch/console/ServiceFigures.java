// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a running service counted, and how detection is doing. Counts are since it started and never fall. */
public record ServiceFigures(Requests requests, Exchanges exchanges, Detection detection) {

    /**
     * Requests that are over, through all doors, by what became of them.
     *
     * @param served answered by the model server
     * @param refused by a measure, or since nobody could be asked to serve them
     * @param throttled refused since they came too fast
     * @param failed for the model server's sake
     * @param brokenOff by the client, before the answer's end
     * @param active being served now
     */
    public record Requests(long served, long refused, long throttled, long failed, long brokenOff, int active) {
        /** None yet. */
        public static final Requests NONE = new Requests(0, 0, 0, 0, 0, 0);
    }

    /**
     * What became of exchanges after they were answered.
     *
     * @param recorded in the journal
     * @param notRecorded served, and never to be judged
     * @param judged taken into account, over restarts
     * @param copies left out since they came twice
     * @param tooOld left out since their day is forgotten
     * @param fromTheFuture left out since their clock is ahead
     * @param evidenceDropped texts that could not be kept as evidence since too many came at once
     */
    public record Exchanges(
            long recorded,
            long notRecorded,
            long judged,
            long copies,
            long tooOld,
            long fromTheFuture,
            long evidenceDropped) {}

    /**
     * Whether detection sees what goes on.
     *
     * @param trouble why nobody watches; empty when all is well
     * @param behind how long ago everything had been read; zero unless that is too long
     * @param assessed when traffic was last judged
     * @param checkpoint when the state was last stored
     */
    public record Detection(
            Optional<String> trouble, Duration behind, Optional<Instant> assessed, Optional<Instant> checkpoint) {
        public Detection {
            Objects.requireNonNull(trouble, "trouble is null");
            Objects.requireNonNull(behind, "behind is null");
            Objects.requireNonNull(assessed, "assessed is null");
            Objects.requireNonNull(checkpoint, "checkpoint is null");
        }
    }

    public ServiceFigures {
        Objects.requireNonNull(requests, "requests is null");
        Objects.requireNonNull(exchanges, "exchanges is null");
        Objects.requireNonNull(detection, "detection is null");
    }
}
