// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Records things as evidence: keeps the record where it can be erased, and a salted commitment to it in the log.
 *
 * <p>Thread-safe. What it is given goes to the store only; nothing of it can be told from the log.
 */
public final class EvidenceRecorder {
    private final EvidenceLog log;
    private final RecordStore store;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Takes salts from the platform's secure generator. */
    public EvidenceRecorder(EvidenceLog log, RecordStore store, InstantSource clock) {
        this(log, store, clock, new SecureRandom());
    }

    /**
     * For tests, which want the same salts again.
     *
     * @param random safe for use by several threads, and unpredictable outside of tests
     */
    public EvidenceRecorder(EvidenceLog log, RecordStore store, InstantSource clock, RandomGenerator random) {
        this.log = log;
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Records something, and waits until it is on disk.
     *
     * @param type what kind of thing: 1 to 32 letters and hyphens, a constant of the program
     * @param canonicalJson the record, in the one form it is always written in
     * @return the index of its entry in the log
     * @throws StillwatchException if it could not be recorded; nothing of it is kept then
     */
    public long record(String type, byte[] canonicalJson) {
        EntryType known = new EntryType(type);
        CommittedRecord committed = CommittedRecord.of(canonicalJson, random);
        Commitment commitment = committed.commitment();
        // The record first: an entry whose record was lost in between would be evidence of nothing.
        store.put(committed);
        try {
            return log.append(new LogEntry(known, clock.instant(), commitment));
        } catch (StillwatchException e) {
            forget(commitment, e);
            throw e;
        }
    }

    private void forget(Commitment commitment, StillwatchException failure) {
        try {
            store.erase(commitment);
        } catch (StillwatchException e) {
            failure.addSuppressed(e);
        }
    }
}
