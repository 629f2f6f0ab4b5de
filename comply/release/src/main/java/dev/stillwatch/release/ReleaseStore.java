// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.records.OwnerOnlyDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What happened to releases, in one file for its owner only. Events are added and never changed.
 *
 * <p>An event is checked against all before it and added in one step, so that two processes cannot both take the last of a
 * budget. Thread-safe; several processes may use one file.
 */
public final class ReleaseStore {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE event (number INTEGER PRIMARY KEY AUTOINCREMENT, release TEXT NOT NULL, at TEXT NOT NULL,"
                    + " record TEXT NOT NULL)",
            "CREATE INDEX event_release ON event (release)",
            "CREATE TABLE recorded (log TEXT NOT NULL, number INTEGER NOT NULL, entry INTEGER NOT NULL,"
                    + " PRIMARY KEY (log, number))");

    private final OwnerOnlyDatabase database;

    private ReleaseStore(OwnerOnlyDatabase database) {
        this.database = database;
    }

    /**
     * Opens a store, and makes it if it is not there.
     *
     * @throws StillwatchException if the file is no store, is a later release's, or cannot be written
     */
    public static ReleaseStore open(Path file) {
        return new ReleaseStore(OwnerOnlyDatabase.open(file, "store of releases", TABLES));
    }

    /** What happened to a release; empty where nothing is known of it. */
    public ReleaseHistory history(String release) {
        return database.with(handle -> history(handle, release));
    }

    private static ReleaseHistory history(Handle handle, String release) {
        return new ReleaseHistory(
                release,
                handle.createQuery("SELECT at, record FROM event WHERE release = ? ORDER BY number")
                        .bind(0, release)
                        .map((row, _) -> entry(row.getString("at"), row.getString("record")))
                        .list());
    }

    private static ReleaseHistory.Entry entry(String at, String record) {
        return new ReleaseHistory.Entry(
                Instant.parse(at), ReleaseJson.read(record, ReleaseEvent.class, "a stored event of a release"));
    }

    /** Ids of all releases, in the order in which they were first asked for. */
    public List<String> releases() {
        return database.with(
                handle -> handle.createQuery("SELECT release FROM event GROUP BY release ORDER BY MIN(number)")
                        .mapTo(String.class)
                        .list());
    }

    /**
     * Adds an event if it can follow what was before.
     *
     * @param approvers whose keys count
     * @throws StillwatchException if it cannot, saying why and what to do
     */
    public ReleaseHistory append(String release, ReleaseEvent event, TrustedKeys approvers, Instant at) {
        return database.with(handle -> {
            ReleaseHistory before = history(handle, release);
            Optional<String> refusal = before.refusal(event, approvers, at);
            if (refusal.isPresent()) {
                throw new StillwatchException("release " + release + ": " + refusal.get());
            }
            handle.execute(
                    "INSERT INTO event (release, at, record) VALUES (?, ?, ?)",
                    release,
                    at.toString(),
                    ReleaseJson.write(event));
            return before.with(event, at);
        });
    }

    /** Takes an event into an evidence log. */
    @FunctionalInterface
    public interface Evidence {
        /**
         * Records an event and waits until that is on disk.
         *
         * @param type what kind of event: letters and hyphens
         * @return the index in the log
         */
        long record(String type, byte[] canonicalJson);
    }

    private record Unrecorded(long number, String release, String at, String record) {}

    /**
     * Records each event that is not yet in an evidence log there, and notes its index here.
     *
     * @param log the name of the log
     * @return how many were recorded
     */
    public int record(String log, Evidence evidence) {
        List<Unrecorded> missing = database.with(handle -> handle.createQuery(
                        "SELECT number, release, at, record FROM event WHERE number NOT IN"
                                + " (SELECT number FROM recorded WHERE log = ?) ORDER BY number")
                .bind(0, log)
                .map((row, _) -> new Unrecorded(
                        row.getLong("number"), row.getString("release"), row.getString("at"), row.getString("record")))
                .list());
        for (Unrecorded each : missing) {
            ReleaseEvent event = ReleaseJson.read(each.record(), ReleaseEvent.class, "a stored event of a release");
            String json = "{\"at\":\"" + each.at() + "\",\"event\":" + each.record() + ",\"release\":\""
                    + each.release() + "\"}";
            long entry = evidence.record(event.entryType(), json.getBytes(StandardCharsets.UTF_8));
            database.with(handle -> handle.execute(
                    "INSERT INTO recorded (log, number, entry) VALUES (?, ?, ?)", log, each.number(), entry));
        }
        return missing.size();
    }
}
