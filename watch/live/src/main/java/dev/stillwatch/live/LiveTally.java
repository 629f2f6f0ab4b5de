// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

/**
 * What became of the journal's records since the state was first built; carried over restarts.
 *
 * @param taken exchanges summed up
 * @param copies recognised as seen before
 * @param tooOld of days forgotten already
 * @param fromTheFuture dated too far ahead of the clock
 */
public record LiveTally(long taken, long copies, long tooOld, long fromTheFuture) {
    static final LiveTally NONE = new LiveTally(0, 0, 0, 0);

    LiveTally plusTaken() {
        return new LiveTally(taken + 1, copies, tooOld, fromTheFuture);
    }

    LiveTally plusCopy() {
        return new LiveTally(taken, copies + 1, tooOld, fromTheFuture);
    }

    LiveTally plusTooOld() {
        return new LiveTally(taken, copies, tooOld + 1, fromTheFuture);
    }

    LiveTally plusFromTheFuture() {
        return new LiveTally(taken, copies, tooOld, fromTheFuture + 1);
    }
}
