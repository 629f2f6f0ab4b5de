// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The consortium's keys. One is current and makes new tokens; the others are recognised while peers change over.
 * Thread-safe; each change is one transaction.
 */
public final class SharingKeyRing {
    private final SharingDatabase database;

    SharingKeyRing(SharingDatabase database) {
        this.database = database;
    }

    /**
     * A key without its secret.
     *
     * @param added when it came here
     */
    public record Held(String id, Instant added, boolean current) {}

    private record Row(SharingKey key, String added, boolean current) {
        String id() {
            return key.id();
        }
    }

    /**
     * Adds a key; the first becomes current. False if the very same is there.
     *
     * @throws StillwatchException if another key has this id
     */
    public boolean add(SharingKey key, Instant now) {
        return database.with(handle -> {
            List<Row> rows = rows(handle);
            Optional<Row> same =
                    rows.stream().filter(row -> row.id().equals(key.id())).findFirst();
            if (same.isPresent()) {
                if (!MessageDigest.isEqual(same.get().key().secret(), key.secret())) {
                    throw new StillwatchException(
                            "another key has the id " + key.id() + "; ask who made them for one of another id");
                }
                return false;
            }
            handle.execute(
                    "INSERT INTO sharing_key (id, secret, made, current) VALUES (?, ?, ?, ?)",
                    key.id(),
                    key.secret(),
                    now.toString(),
                    rows.isEmpty() ? 1 : 0);
            return true;
        });
    }

    /** Makes a key current. */
    public void use(String id) {
        database.with(handle -> {
            require(handle, id);
            return handle.execute("UPDATE sharing_key SET current = (id = ?)", id);
        });
    }

    /**
     * Forgets a key: tokens under it are not recognised any more.
     *
     * @throws StillwatchException if it is current and there are others
     */
    public void drop(String id) {
        database.with(handle -> {
            Row row = require(handle, id);
            if (row.current() && rows(handle).size() > 1) {
                throw new StillwatchException(
                        "key " + id + " makes new tokens; let another do so first with stillwatch intel key use");
            }
            return handle.execute("DELETE FROM sharing_key WHERE id = ?", id);
        });
    }

    /** All keys, the current one first, then the newest. */
    public List<Held> held() {
        return database.with(SharingKeyRing::rows).stream()
                .map(row -> new Held(row.id(), Instant.parse(row.added()), row.current()))
                .toList();
    }

    /** What makes and recognises tokens; empty without a key. */
    public Optional<KeyedTokens> tokens() {
        List<SharingKey> keys =
                database.with(SharingKeyRing::rows).stream().map(Row::key).toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(new KeyedTokens(keys));
    }

    /** A key with its secret. */
    public SharingKey find(String id) {
        return database.with(handle -> require(handle, id)).key();
    }

    private static Row require(Handle handle, String id) {
        return rows(handle).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new StillwatchException(
                        "there is no key of this id; stillwatch intel key list shows those there are"));
    }

    private static List<Row> rows(Handle handle) {
        return handle.createQuery(
                        "SELECT id, secret, made, current FROM sharing_key ORDER BY current DESC, number DESC")
                .map((results, context) -> new Row(
                        new SharingKey(results.getString("id"), results.getBytes("secret")),
                        results.getString("made"),
                        results.getInt("current") == 1))
                .list();
    }
}
