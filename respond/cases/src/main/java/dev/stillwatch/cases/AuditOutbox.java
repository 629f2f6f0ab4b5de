// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Hands stored audit records to the sink, in order. Thread-safe, and over processes too: the store's writers take turns. */
final class AuditOutbox {
    private static final int AT_ONCE = 100;

    private final Database database;
    private final AuditSink sink;

    private record Waiting(long number, String type, String body) {}

    AuditOutbox(Database database, AuditSink sink) {
        this.database = database;
        this.sink = sink;
    }

    /**
     * Hands over what waits.
     *
     * @return how many records still wait, because the sink failed
     */
    long deliver() {
        if (sink.equals(AuditSink.NONE)) {
            return 0;
        }
        while (waiting() > 0) {
            int taken = database.change((handle, _) -> deliverSome(handle));
            if (taken == 0) {
                return waiting();
            }
        }
        return 0;
    }

    /**
     * Hands over what can be, after a change that is made: were this to throw, whoever asked for the change would take it
     * for failed. What is left over waits, and {@link #deliver} says so.
     */
    void deliverIfPossible() {
        try {
            deliver();
        } catch (StillwatchException _) {
            // The store's own failure: the next change meets it too, and says so where nothing was changed.
        }
    }

    private long waiting() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM audit WHERE delivered = 0")
                .mapTo(Long.class)
                .one());
    }

    private int deliverSome(Handle handle) {
        List<Waiting> some = handle.createQuery(
                        "SELECT number, type, body FROM audit WHERE delivered = 0 ORDER BY number LIMIT " + AT_ONCE)
                .map((row, _) -> new Waiting(row.getLong("number"), row.getString("type"), row.getString("body")))
                .list();
        int taken = 0;
        for (Waiting record : some) {
            try {
                sink.append(record.type(), record.body().getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException _) {
                // What comes after must wait for it: order is part of what is proven.
                return taken;
            }
            handle.execute("UPDATE audit SET delivered = 1 WHERE number = ?", record.number());
            taken++;
        }
        // Another process may have been quicker; then nothing is left, which is as good as taken.
        return some.isEmpty() ? 1 : taken;
    }
}
