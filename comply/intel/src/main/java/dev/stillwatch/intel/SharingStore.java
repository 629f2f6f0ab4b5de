// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What must be kept to share: who one is, what was shared, keys, how far peers were read, and their signals. One file, for
 * its owner only, not encrypted.
 *
 * <p>A write is on disk when its call returns, or not there at all. Thread-safe; several processes may use one file, and
 * wait for each other up to 20 seconds. Keep a copy: without the namespace in it, campaigns shared before can be neither
 * revised nor taken back.
 */
public final class SharingStore {
    private final SharingDatabase database;
    private final Producer producer;

    private SharingStore(SharingDatabase database) {
        this.database = database;
        this.producer = database.with(handle -> handle.createQuery("SELECT record FROM producer")
                .mapTo(String.class)
                .map(record -> database.record(record, Producer.class))
                .one());
    }

    /**
     * Makes a store, for a producer with a namespace by chance.
     *
     * @param name the organisation's, as peers are told it
     * @throws dev.stillwatch.exchange.StillwatchException if something is there already, or it cannot be written
     */
    public static SharingStore make(Path file, String name, Instant now) {
        SharingDatabase.make(file, new Producer(name, UUID.randomUUID(), now.truncatedTo(ChronoUnit.MILLIS)));
        return open(file);
    }

    /** @throws dev.stillwatch.exchange.StillwatchException if there is none, it is damaged, or others may read it */
    public static SharingStore open(Path file) {
        return new SharingStore(SharingDatabase.open(file));
    }

    public Producer producer() {
        return producer;
    }

    /** The collection of this producer's campaigns; the same as long as the store is. */
    public UUID campaigns() {
        return StixIds.version5(producer.namespace(), "collection campaigns");
    }

    /** The collection that peers may write to. */
    public UUID inbox() {
        return StixIds.version5(producer.namespace(), "collection inbox");
    }

    public SharingLedger ledger() {
        return new SharingLedger(database, producer);
    }

    public SharingKeyRing keys() {
        return new SharingKeyRing(database);
    }

    public PeerSignals signals() {
        return new PeerSignals(database, producer);
    }
}
