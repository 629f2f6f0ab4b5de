// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.records.OwnerOnlyDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Parties, who holds whom, screenings and determinations, in one file for its owner only.
 *
 * <p>Records are added and never changed, but that a fact may be withdrawn, until a party is erased: then nothing of it is left,
 * in free pages neither. A write is on disk when its call returns. Thread-safe; several processes may use one file, and wait for
 * each other up to 20 seconds.
 */
public final class PartyStore {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS party (id TEXT PRIMARY KEY, kind TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS fact (number INTEGER PRIMARY KEY AUTOINCREMENT, party TEXT NOT NULL, record TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS fact_party ON fact (party)",
            "CREATE TABLE IF NOT EXISTS holding (number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL,"
                    + " owned TEXT NOT NULL, record TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS determination (number INTEGER PRIMARY KEY AUTOINCREMENT, party TEXT NOT NULL,"
                    + " record TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS screening (party TEXT PRIMARY KEY, record TEXT NOT NULL)");

    private final OwnerOnlyDatabase database;

    private PartyStore(OwnerOnlyDatabase database) {
        this.database = database;
    }

    /**
     * Opens a store, and makes it if it is not there.
     *
     * @throws StillwatchException if the file is no store, is a later release's, or cannot be written
     */
    public static PartyStore open(Path file) {
        return new PartyStore(OwnerOnlyDatabase.open(file, "store of parties", TABLES));
    }

    /**
     * Adds what a file says of a party; facts that stand already with the same basis and evidence are not entered twice.
     *
     * @return how many facts and holdings were added
     * @throws StillwatchException if the party is there as another kind
     */
    public int enter(PartyFile entered, Instant at) {
        return database.with(handle -> {
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

    /**
     * Ends facts that stand and were wrong: those of the file's, by claim, basis and evidence.
     *
     * @return how many
     * @throws StillwatchException if one of them does not stand, or there are none; then none is withdrawn
     */
    public int withdraw(PartyFile wrong, Instant at) {
        return database.with(handle -> {
            int withdrawn = 0;
            for (Fact fact : wrong.facts(at)) {
                withdrawn += withdraw(handle, wrong.id(), fact, at);
            }
            if (withdrawn == 0) {
                throw new StillwatchException(
                        "the file names no fact of party " + wrong.id() + "; nothing was withdrawn");
            }
            return withdrawn;
        });
    }

    private static int withdraw(Handle handle, PartyId party, Fact wrong, Instant at) {
        record Row(long number, Fact fact) {}
        List<Row> standing = handle
                .createQuery("SELECT number, record FROM fact WHERE party = ?")
                .bind(0, party.value())
                .map((row, _) -> new Row(
                        row.getLong("number"), PartyJson.read(row.getString("record"), Fact.class, "a stored fact")))
                .list()
                .stream()
                .filter(row -> row.fact().stood(at)
                        && row.fact().claim().equals(wrong.claim())
                        && row.fact().basis() == wrong.basis()
                        && row.fact().evidence().equals(wrong.evidence()))
                .toList();
        if (standing.isEmpty()) {
            throw new StillwatchException("the file has a fact that does not stand of party " + party
                    + " with this basis and evidence; nothing was withdrawn");
        }
        for (Row row : standing) {
            Fact ended = new Fact(
                    row.fact().claim(),
                    row.fact().basis(),
                    row.fact().evidence(),
                    row.fact().asserted(),
                    Optional.of(at));
            handle.execute("UPDATE fact SET record = ? WHERE number = ?", PartyJson.write(ended), row.number());
        }
        return standing.size();
    }

    /** A party, with all that was entered. */
    public Optional<Party> party(PartyId id) {
        return database.with(handle -> party(handle, id));
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
        return database.with(
                handle -> handle.createQuery("SELECT id FROM party ORDER BY id").mapTo(String.class).list().stream()
                        .map(PartyId::new)
                        .toList());
    }

    /** Every holding there is. */
    public List<OwnershipEdge> holdings() {
        return database.with(PartyStore::holdings);
    }

    private static List<OwnershipEdge> holdings(Handle handle) {
        return handle.createQuery("SELECT record FROM holding ORDER BY number").mapTo(String.class).list().stream()
                .map(record -> PartyJson.read(record, OwnershipEdge.class, "a stored holding"))
                .toList();
    }

    /** Adds a determination; earlier ones on the same entry stay, the latest decides. */
    public void determine(Determination determination) {
        database.with(handle -> handle.execute(
                "INSERT INTO determination (party, record) VALUES (?, ?)",
                determination.party().value(),
                PartyJson.write(determination)));
    }

    /** What was decided of a party, in the order of decision. */
    public List<Determination> determinations(PartyId id) {
        return database.with(handle -> handle
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
        database.with(handle -> handle.execute(
                "INSERT INTO screening (party, record) VALUES (?, ?)"
                        + " ON CONFLICT (party) DO UPDATE SET record = excluded.record",
                screening.party().value(),
                PartyJson.write(screening)));
    }

    /** The latest screening of a party. */
    public Optional<Screening> screening(PartyId id) {
        return database.with(handle -> handle.createQuery("SELECT record FROM screening WHERE party = ?")
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
        boolean there = database.with(handle -> {
            handle.execute("DELETE FROM fact WHERE party = ?", id.value());
            handle.execute("DELETE FROM determination WHERE party = ?", id.value());
            handle.execute("DELETE FROM screening WHERE party = ?", id.value());
            handle.execute("DELETE FROM holding WHERE owner = ? OR owned = ?", id.value(), id.value());
            return handle.execute("DELETE FROM party WHERE id = ?", id.value()) > 0;
        });
        database.emptyWriteLog();
        return there;
    }
}
