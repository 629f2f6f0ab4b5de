// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Connections to a store's database, and what its failures mean to users. Thread-safe.
 *
 * <p>Writers take turns: each begins by raising the revision, which is one row, and holds that row until it commits. So a
 * reader that has seen a revision has seen all below it, which a sequence does not promise.
 */
final class Database implements AutoCloseable {
    private final StoreAddress address;
    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final Jdbi writer;
    private final Jdbi reader;
    private final TransactionIsolationLevel snapshot;

    /** Work within a transaction that changes something. */
    interface Change<T> {
        /**
         * @param revision of the change
         */
        T with(Handle handle, long revision);
    }

    private Database(StoreAddress address, Schema schema) {
        this.address = address;
        this.snapshot = switch (address) {
            case StoreAddress.Sqlite sqlite -> {
                makeFile(sqlite.file());
                yield TransactionIsolationLevel.SERIALIZABLE;
            }
            case StoreAddress.PostgreSql _ -> TransactionIsolationLevel.REPEATABLE_READ;
        };
        this.writing = new HikariDataSource(address.writing());
        this.writer = jdbi(writing, address);
        try {
            schema.bringUpToDate(writer, address);
            this.reading = new HikariDataSource(address.reading());
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
        this.reader = jdbi(reading, address);
    }

    /** Connects, and creates the tables or brings them up to date. */
    static Database open(StoreAddress address, Schema schema) {
        try {
            return new Database(address, schema);
        } catch (JdbiException | HikariPool.PoolInitializationException e) {
            throw StoreFailure.translated(e, address.shown());
        }
    }

    private static Jdbi jdbi(HikariDataSource source, StoreAddress address) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.define("by_code_point", address.byCodePoint());
        // Messages would hold the values of a statement, which may be personal.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }

    /** Reads as of one moment. */
    <T> T read(Function<Handle, T> work) {
        try {
            return reader.inTransaction(snapshot, work::apply);
        } catch (JdbiException e) {
            throw StoreFailure.translated(e, address.shown());
        }
    }

    /** Changes all of it or nothing, alone among all writers of all processes. */
    <T> T change(Change<T> work) {
        try {
            return writer.inTransaction(handle -> work.with(handle, Counters.next(handle, Counters.REVISION)));
        } catch (JdbiException e) {
            throw StoreFailure.translated(e, address.shown());
        }
    }

    /** Makes sure that deleted rows are gone from the disk too, where that is ours to do. */
    void scrub() {
        if (address instanceof StoreAddress.Sqlite) {
            try {
                boolean kept = writer.withHandle(handle -> handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                                .map((row, _) -> row.getInt("busy"))
                                .one()
                        != 0);
                if (kept) {
                    throw new StillwatchException("case store " + address.shown() + ": texts were removed, but the disk"
                            + " still holds them, since another process has been reading for "
                            + StoreAddress.PATIENCE.toSeconds()
                            + " seconds. Run stillwatch case purge again when it has ended");
                }
            } catch (JdbiException e) {
                throw StoreFailure.translated(e, address.shown());
            }
        }
    }

    /** The address without anything secret. */
    String shown() {
        return address.shown();
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }

    /** The file and its folder are for their owner alone where they are made here: they name accounts. */
    private static void makeFile(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
                ownerOnly(parent, "rwx------");
            }
            if (!Files.exists(file)) {
                Files.createFile(file);
                ownerOnly(file, "rw-------");
            }
        } catch (FileAlreadyExistsException _) {
            // Another process was quicker.
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot create the case store " + file + "; name another place with --store, or free this one", e);
        }
    }

    private static void ownerOnly(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
