// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.records.OwnerOnlyDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The one file behind a {@link SharingStore}. Thread-safe, and safe beside other processes on one machine. */
final class SharingDatabase {
    private static final int VERSION = 1;
    /** By which SQLite's header names the program that a file belongs to: SWLI. */
    private static final int APPLICATION = 0x53574C49;

    private static final int APPLICATION_AT = 68;
    private static final int HEADER_BYTES = 100;
    private static final String MAGIC = "SQLite format 3\0";
    /** Makes seconds before 1970 positive, so that the order of texts is the order of times. */
    private static final long SECONDS_OFFSET = 100_000_000_000L;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE producer (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL)",
            "CREATE TABLE shared (local TEXT PRIMARY KEY, until_micros INTEGER NOT NULL, record TEXT NOT NULL)",
            "CREATE TABLE sharing_key (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, secret BLOB NOT NULL,"
                    + " made TEXT NOT NULL, current INTEGER NOT NULL)",
            "CREATE TABLE reached (direction TEXT NOT NULL, peer TEXT NOT NULL, collection TEXT NOT NULL, at TEXT NOT NULL,"
                    + " PRIMARY KEY (direction, peer, collection))",
            "CREATE TABLE page (number INTEGER PRIMARY KEY AUTOINCREMENT, peer TEXT NOT NULL, collection TEXT NOT NULL,"
                    + " objects INTEGER NOT NULL, envelope BLOB NOT NULL)",
            "CREATE TABLE signal (peer TEXT NOT NULL, id TEXT NOT NULL, modified TEXT NOT NULL, expires TEXT NOT NULL,"
                    + " record TEXT NOT NULL, PRIMARY KEY (peer, id))");

    private final Path file;
    private final OwnerOnlyDatabase database;

    private SharingDatabase(Path file, OwnerOnlyDatabase.Writing writing) {
        this.file = file;
        this.database = OwnerOnlyDatabase.connected(file, "sharing store", writing);
    }

    /** Made beside its place and linked there, so that nobody ever opens half of one. */
    static void make(Path file, Producer producer) {
        if (Files.exists(file)) {
            throw new StillwatchException(file + ": is there already, and was not changed; name another file");
        }
        OwnersFile.staged(
                file,
                beside -> new SharingDatabase(beside, OwnerOnlyDatabase.Writing.WITHIN).with(handle -> {
                    handle.execute("PRAGMA application_id = " + APPLICATION);
                    TABLES.forEach(handle::execute);
                    handle.execute("INSERT INTO producer (one, record) VALUES (1, ?)", StoredJson.write(producer));
                    return handle.execute("PRAGMA user_version = " + VERSION);
                }),
                (whole, wanted) -> Files.createLink(wanted, whole));
    }

    static SharingDatabase open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StillwatchException(
                    file + ": there is no sharing store; make one with stillwatch intel init, or name another");
        }
        try {
            OwnersFile.requireOwnerOnly(file);
            // Looked at before SQLite does, which would change what it opens.
            if (!isOne(file)) {
                throw new StillwatchException(
                        file
                                + ": is no sharing store, or the beginning of it is gone; name another, or bring back a copy of it");
            }
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read; check its permissions", e);
        }
        SharingDatabase database = new SharingDatabase(file, OwnerOnlyDatabase.Writing.BESIDE);
        database.database.requireNotNewer();
        return database;
    }

    private static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            return header.length == HEADER_BYTES
                    && new String(header, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)
                    && ByteBuffer.wrap(header).getInt(APPLICATION_AT) == APPLICATION;
        }
    }

    <T> T with(Function<Handle, T> work) {
        return database.with(work);
    }

    <T> T record(String json, Class<T> type) {
        return StoredJson.read(json, type, file.toString());
    }

    /** A text whose order is that of times. */
    static String sortable(Instant time) {
        return String.format(Locale.ROOT, "%012d.%09d", time.getEpochSecond() + SECONDS_OFFSET, time.getNano());
    }
}
