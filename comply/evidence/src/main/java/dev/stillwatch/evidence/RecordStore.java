// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.Optional;

/** Keeps records by their commitments, and forgets them on demand. Implementations are thread-safe. */
public interface RecordStore {

    /**
     * Returns once the record is on disk.
     *
     * @throws dev.stillwatch.exchange.StillwatchException if it could not be written
     */
    void put(CommittedRecord committed);

    /**
     * The record; empty if it was erased or never kept here.
     *
     * @throws dev.stillwatch.exchange.StillwatchException if it cannot be read, or does not match the commitment
     */
    Optional<CommittedRecord> find(Commitment commitment);

    /**
     * Erases a record with its salt: nobody can then tell what was committed to. The log stays valid.
     *
     * @return whether there was one
     * @throws dev.stillwatch.exchange.StillwatchException if it could not be erased
     */
    boolean erase(Commitment commitment);
}
