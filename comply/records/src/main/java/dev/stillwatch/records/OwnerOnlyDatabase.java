// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.records;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite database in one file for its owner only, from which what is erased is gone, in free pages too.
 *
 * <p>A write is on disk when its call returns. Thread-safe; several processes may use one file, and wait for each other up to
 * 20 seconds. Messages never quote rows.
 */
public final class OwnerOnlyDatabase {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Path file;
    private final String what;
    private final Jdbi jdbi;

    private OwnerOnlyDatabase(Path file, String what, Jdbi jdbi) {
        this.file = file;
        this.what = what;
        this.jdbi = jdbi;
    }

    /**
     * Opens a database, and makes it if it is not there.
     *
     * @param what it is, for messages, such as {@code store of parties}
     * @param tables statements that make its tables, in version 1
     * @throws StillwatchException if the file is none, is a later release's, or cannot be written
     */
    public static OwnerOnlyDatabase open(Path file, String what, List<String> tables) {
        make(file, what);
        OwnerOnlyDatabase database = connected(file, what, Writing.BESIDE);
        database.with(handle -> {
            database.bringUpToDate(handle, tables);
            return true;
        });
        return database;
    }

    /** Where SQLite writes first. */
    public enum Writing {
        /** To a log beside the file, so that reading goes on meanwhile. */
        BESIDE,
        /** To the file itself: there is no other file when it is closed. */
        WITHIN
    }

    /** A database in a file that is there, whatever tables it has. */
    public static OwnerOnlyDatabase connected(Path file, String what, Writing writing) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(
                switch (writing) {
                    case BESIDE -> SQLiteConfig.JournalMode.WAL;
                    case WITHIN -> SQLiteConfig.JournalMode.DELETE;
                });
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(PATIENCE_MILLIS);
        // A writer takes its turn when it begins: one that found out halfway would have to start again.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return new OwnerOnlyDatabase(file, what, jdbi);
    }

    private static void make(Path file, String what) {
        try {
            if (!Files.exists(file)) {
                Path parent = file.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createFile(file, ownerOnly(file));
            }
        } catch (FileAlreadyExistsException _) {
            // Another process made it just now.
        } catch (IOException e) {
            throw new StillwatchException("cannot create the " + what + " " + file + "; name another place", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Looks whether this version can read it.
     *
     * @throws StillwatchException if a newer one wrote it
     */
    public void requireNotNewer() {
        with(this::version);
    }

    private int version(Handle handle) {
        int found =
                handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
        if (found > 1) {
            throw new StillwatchException(
                    file + ": a newer Stillwatch wrote this " + what + "; use that one, nothing was changed");
        }
        return found;
    }

    private void bringUpToDate(Handle handle, List<String> tables) {
        if (version(handle) < 1) {
            tables.forEach(handle::execute);
            handle.execute("PRAGMA user_version = 1");
        }
    }

    /**
     * Does all of something or nothing of it, alone.
     *
     * @throws StillwatchException if the file cannot be read or written
     */
    public <T> T with(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            // The cause is dropped on purpose: it may quote rows.
            throw new StillwatchException(file + ": cannot be read or written as a " + what + "; is it one, is the disk"
                    + " full, or does another process hold it for longer than 20 seconds?");
        }
    }

    /** Empties the log of writes beside the file, so that what was erased is not found there either. */
    public void emptyWriteLog() {
        jdbi.useHandle(handle ->
                handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list());
    }
}
