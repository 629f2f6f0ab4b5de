// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Parties, who holds whom, screenings and determinations, in one file for its owner only.
 *
 * <p>Records are added and never changed until a party is erased: then nothing of it is left,
 * in free pages neither. A write is on disk when its call returns. Thread-safe; several processes may use one file, and wait for
 * each other up to 20 seconds.
 */
public final class PartyStore {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int VERSION = 1;
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS party (id TEXT PRIMARY KEY, kind TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS fact (number INTEGER PRIMARY KEY AUTOINCREMENT, party TEXT NOT NULL, record TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS fact_party ON fact (party)",
            "CREATE TABLE IF NOT EXISTS holding (number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL,"
                    + " owned TEXT NOT NULL, record TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS determination (number INTEGER PRIMARY KEY AUTOINCREMENT, party TEXT NOT NULL,"
                    + " record TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS screening (party TEXT PRIMARY KEY, record TEXT NOT NULL)");

    private final Path file;
    private final Jdbi jdbi;

    private PartyStore(Path file, Jdbi jdbi) {
        this.file = file;
        this.jdbi = jdbi;
    }

    /**
     * Opens a store, and makes it if it is not there.
     *
     * @throws StillwatchException if the file is no store, is a later release's, or cannot be written
     */
    public static PartyStore open(Path file) {
        make(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(PATIENCE_MILLIS);
        // A writer takes its turn when it begins: one that found out halfway would have to start again.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        // What is erased must not be found in free pages.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Jdbi jdbi = Jdbi.create(source);
        // Messages would hold the values of a statement, which are personal.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        PartyStore store = new PartyStore(file, jdbi);
        store.with(handle -> {
            store.bringUpToDate(handle);
            return true;
        });
        return store;
    }

    private static void make(Path file) {
        try {
            if (!Files.exists(file)) {
                Path parent = file.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createFile(file);
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
        } catch (IOException e) {
            throw new StillwatchException("cannot create the store of parties " + file + "; name another place", e);
        }
    }

    private void bringUpToDate(Handle handle) {
        int found =
                handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
        if (found > VERSION) {
            throw new StillwatchException(
                    file + ": a newer Stillwatch wrote this store of parties; use that one, nothing was changed");
        }
        if (found < VERSION) {
            TABLES.forEach(handle::execute);
            handle.execute("PRAGMA user_version = " + VERSION);
        }
    }

    private <T> T with(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            // The cause is dropped on purpose: it may quote rows.
            throw new StillwatchException(
                    file + ": cannot be read or written as a store of parties; is it one, is the disk"
                            + " full, or does another process hold it for longer than 20 seconds?");
        }
    }

    /**
     * Adds what a file says of a party; facts that stand already with the same basis and evidence are not entered twice.
     *
     * @return how many facts and holdings were added
     * @throws StillwatchException if the party is there as another kind
     */
    public int enter(PartyFile entered, Instant at) {
        return with(handle -> {
            handle.execute(
                    "INSERT INTO party (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    entered.id().value(),
                    entered.kind().name());
            Party before = party(handle, entered.id()).orElseThrow();
            if (before.kind() != entered.kind()) {
                throw new StillwatchException(
                        "party " + entered.id() + " is there as another kind; give it another id");
            }
            int added = 0;
            for (Fact fact : entered.facts(at)) {
                boolean known = before.standing(at).stream()
                        .anyMatch(old -> old.claim().equals(fact.claim())
                                && old.basis() == fact.basis()
                                && old.evidence().equals(fact.evidence()));
                if (!known) {
                    handle.execute(
                            "INSERT INTO fact (party, record) VALUES (?, ?)",
                            entered.id().value(),
                            PartyJson.write(fact));
                    added++;
                }
            }
            List<OwnershipEdge> held = holdings(handle);
            for (OwnershipEdge holding : entered.holdings()) {
                if (!held.contains(holding)) {
                    handle.execute(
                            "INSERT INTO holding (owner, owned, record) VALUES (?, ?, ?)",
                            holding.owner().value(),
                            holding.owned().value(),
                            PartyJson.write(holding));
                    added++;
                }
            }
            return added;
        });
    }

    /** A party, with all that was entered. */
    public Optional<Party> party(PartyId id) {
        return with(handle -> party(handle, id));
    }

    private static Optional<Party> party(Handle handle, PartyId id) {
        return handle.createQuery("SELECT kind FROM party WHERE id = ?")
                .bind(0, id.value())
                .mapTo(String.class)
                .findOne()
                .map(kind -> new Party(id, Party.Kind.valueOf(kind), facts(handle, id)));
    }

    private static List<Fact> facts(Handle handle, PartyId id) {
        return handle
                .createQuery("SELECT record FROM fact WHERE party = ? ORDER BY number")
                .bind(0, id.value())
                .mapTo(String.class)
                .list()
                .stream()
                .map(record -> PartyJson.read(record, Fact.class, "a stored fact"))
                .toList();
    }

    /** Ids of all parties, in order. */
    public List<PartyId> parties() {
        return with(handle -> handle.createQuery("SELECT id FROM party ORDER BY id").mapTo(String.class).list().stream()
                .map(PartyId::new)
                .toList());
    }

    /** Every holding there is. */
    public List<OwnershipEdge> holdings() {
        return with(PartyStore::holdings);
    }

    private static List<OwnershipEdge> holdings(Handle handle) {
        return handle.createQuery("SELECT record FROM holding ORDER BY number").mapTo(String.class).list().stream()
                .map(record -> PartyJson.read(record, OwnershipEdge.class, "a stored holding"))
                .toList();
    }

    /** Adds a determination; earlier ones on the same entry stay, the latest decides. */
    public void determine(Determination determination) {
        with(handle -> handle.execute(
                "INSERT INTO determination (party, record) VALUES (?, ?)",
                determination.party().value(),
                PartyJson.write(determination)));
    }

    /** What was decided of a party, in the order of decision. */
    public List<Determination> determinations(PartyId id) {
        return with(handle -> handle
                .createQuery("SELECT record FROM determination WHERE party = ? ORDER BY number")
                .bind(0, id.value())
                .mapTo(String.class)
                .list()
                .stream()
                .map(record -> PartyJson.read(record, Determination.class, "a stored determination"))
                .toList());
    }

    /** Keeps the latest screening of a party. */
    public void keep(Screening screening) {
        with(handle -> handle.execute(
                "INSERT INTO screening (party, record) VALUES (?, ?)"
                        + " ON CONFLICT (party) DO UPDATE SET record = excluded.record",
                screening.party().value(),
                PartyJson.write(screening)));
    }

    /** The latest screening of a party. */
    public Optional<Screening> screening(PartyId id) {
        return with(handle -> handle.createQuery("SELECT record FROM screening WHERE party = ?")
                .bind(0, id.value())
                .mapTo(String.class)
                .findOne()
                .map(record -> PartyJson.read(record, Screening.class, "a stored screening")));
    }

    /**
     * Erases a party with all that hangs on it, holdings included.
     *
     * @return whether there was something
     */
    public boolean erase(PartyId id) {
        boolean there = with(handle -> {
            handle.execute("DELETE FROM fact WHERE party = ?", id.value());
            handle.execute("DELETE FROM determination WHERE party = ?", id.value());
            handle.execute("DELETE FROM screening WHERE party = ?", id.value());
            handle.execute("DELETE FROM holding WHERE owner = ? OR owned = ?", id.value(), id.value());
            return handle.execute("DELETE FROM party WHERE id = ?", id.value()) > 0;
        });
        // What is still in the log of writes goes too.
        jdbi.useHandle(handle ->
                handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list());
        return there;
    }
}
