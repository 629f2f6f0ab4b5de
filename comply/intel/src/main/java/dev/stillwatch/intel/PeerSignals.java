// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What peers sent: pages as they came until they are read, signals from then on, and how far each peer's collections were
 * read. Thread-safe; each change is one transaction.
 */
public final class PeerSignals {
    /** The most signals of one peer, so that none can crowd out the others. */
    public static final int MOST_OF_A_PEER = 50_000;

    private static final int MOST_PEERS_IN_A_BOOK = 100;
    /** How long signals that have ended are shown as ended. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final SharingDatabase database;
    private final String ownId;
    private final int mostOfAPeer;

    PeerSignals(SharingDatabase database, Producer producer) {
        this(database, producer, MOST_OF_A_PEER);
    }

    /** With room for fewer, for tests. */
    PeerSignals(SharingDatabase database, Producer producer, int mostOfAPeer) {
        this.database = database;
        this.ownId = new StixWriter(producer).producerId();
        this.mostOfAPeer = mostOfAPeer;
    }

    /** Which way objects go. */
    public enum Direction {
        PULL,
        PUSH
    }

    /**
     * What came of taking signals.
     *
     * @param known those that were there in the same version or a later one
     * @param full those left out, as the peer has {@value PeerSignals#MOST_OF_A_PEER}
     * @param own those left out, as they are what this producer shared: said back to it they would look like a second source
     */
    public record Taken(int fresh, int revised, int known, int full, int own) {
        static final Taken NOTHING = new Taken(0, 0, 0, 0, 0);

        Taken plus(Taken other) {
            return new Taken(
                    fresh + other.fresh,
                    revised + other.revised,
                    known + other.known,
                    full + other.full,
                    own + other.own);
        }
    }

    /** What was read together, and what came of it. */
    public record Reading(List<ReadBundle> bundles, Taken taken) {
        public Reading {
            bundles = List.copyOf(bundles);
        }
    }

    /** How many signals of a peer are kept, and how many of those count at a time. */
    public record Shelf(String peer, int signals, int inForce) {}

    /** How far a collection of a peer was read, or written to. */
    public Optional<Instant> reached(Direction direction, String peer, String collection) {
        return database.with(handle -> reached(handle, direction, peer, collection));
    }

    /** Remembers how far; never goes back. */
    public void reach(Direction direction, String peer, String collection, Instant at) {
        database.with(handle -> reach(handle, direction, peer, collection, at));
    }

    /** Keeps a page and how far it goes, both or neither; to be read by {@link #read}. */
    public void page(String peer, String collection, byte[] envelope, int objects, Optional<Instant> until) {
        database.with(handle -> {
            handle.execute(
                    "INSERT INTO page (peer, collection, objects, envelope) VALUES (?, ?, ?, ?)",
                    peer,
                    collection,
                    objects,
                    envelope);
            return until.map(at -> reach(handle, Direction.PULL, peer, collection, at))
                    .orElse(0);
        });
    }

    /**
     * Reads all pages of a collection that were kept and not read, those of a call that broke off too: together, as far as
     * {@code limits} go. Afterwards they are signals.
     */
    public Reading read(String peer, String collection, ReadingLimits limits, Instant now) {
        return database.with(handle -> {
            StixReader reader = new StixReader(limits);
            List<ReadBundle> bundles = new ArrayList<>();
            Taken taken = Taken.NOTHING;
            for (List<byte[]> together : together(handle, peer, collection, limits.objects())) {
                ReadBundle bundle = reader.readEnvelopes(together);
                bundles.add(bundle);
                taken = taken.plus(take(handle, peer, bundle.signals(), now));
            }
            handle.execute("DELETE FROM page WHERE peer = ? AND collection = ?", peer, collection);
            return new Reading(bundles, taken);
        });
    }

    /** Of which peers and collections pages were kept and not read. */
    public List<Unread> unread() {
        return database.with(handle -> handle.createQuery(
                        "SELECT DISTINCT peer, collection FROM page ORDER BY peer, collection")
                .map((results, context) -> new Unread(results.getString("peer"), results.getString("collection")))
                .list());
    }

    /** A collection with pages that were not read. */
    public record Unread(String peer, String collection) {}

    /**
     * Takes signals; a later version takes the place of an earlier one whatever order they come in.
     *
     * @param peer one's own name for who sent them
     */
    public Taken take(String peer, Collection<InboundSignal> signals, Instant now) {
        return database.with(handle -> take(handle, peer, signals, now));
    }

    /** All signals, to be looked up. */
    public SignalBook book() {
        SignalBook book = new SignalBook(MOST_OF_A_PEER * MOST_PEERS_IN_A_BOOK);
        signals().forEach(book::add);
        if (book.dropped() > 0) {
            throw new StillwatchException("the store holds signals of more peers than a book takes; forget some");
        }
        return book;
    }

    /** What is kept of each peer, by name. */
    public List<Shelf> shelves(Instant now) {
        List<Shelf> shelves = new ArrayList<>();
        signals()
                .forEach((peer, signals) -> shelves.add(new Shelf(peer, signals.size(), (int)
                        signals.stream().filter(signal -> signal.inForce(now)).count())));
        return shelves;
    }

    /** Forgets a peer: signals, pages, and how far it was read. How many signals there were. */
    public int forget(String peer) {
        return database.with(handle -> {
            handle.execute("DELETE FROM page WHERE peer = ?", peer);
            handle.execute("DELETE FROM reached WHERE peer = ?", peer);
            return handle.execute("DELETE FROM signal WHERE peer = ?", peer);
        });
    }

    private Map<String, List<InboundSignal>> signals() {
        Map<String, List<InboundSignal>> signals = new TreeMap<>();
        return database.with(handle -> {
            handle.createQuery("SELECT peer, record FROM signal ORDER BY peer, id")
                    .map((results, context) -> signals.computeIfAbsent(
                                    results.getString("peer"), peer -> new ArrayList<>())
                            .add(database.record(results.getString("record"), InboundSignal.class)))
                    .forEach(added -> {});
            return signals;
        });
    }

    private static List<List<byte[]>> together(Handle handle, String peer, String collection, int most) {
        List<List<byte[]>> groups = new ArrayList<>();
        int[] held = {most};
        handle.createQuery("SELECT objects, envelope FROM page WHERE peer = ? AND collection = ? ORDER BY number")
                .bind(0, peer)
                .bind(1, collection)
                .map((results, context) -> {
                    int objects = results.getInt("objects");
                    if (groups.isEmpty() || held[0] + objects > most) {
                        groups.add(new ArrayList<>());
                        held[0] = 0;
                    }
                    held[0] += objects;
                    return groups.getLast().add(results.getBytes("envelope"));
                })
                .forEach(added -> {});
        return groups;
    }

    private Taken take(Handle handle, String peer, Collection<InboundSignal> signals, Instant now) {
        handle.execute("DELETE FROM signal WHERE expires < ?", SharingDatabase.sortable(now.minus(REMEMBERED)));
        int held = count(handle, peer);
        Taken taken = Taken.NOTHING;
        for (InboundSignal signal : signals) {
            if (signal.source().equals(ownId)) {
                taken = taken.plus(new Taken(0, 0, 0, 0, 1));
                continue;
            }
            Optional<String> before = handle.createQuery("SELECT modified FROM signal WHERE peer = ? AND id = ?")
                    .bind(0, peer)
                    .bind(1, signal.id())
                    .mapTo(String.class)
                    .findOne();
            String modified = SharingDatabase.sortable(signal.modified());
            if (before.isPresent() && modified.compareTo(before.get()) <= 0) {
                taken = taken.plus(new Taken(0, 0, 1, 0, 0));
            } else if (before.isEmpty() && held >= mostOfAPeer) {
                taken = taken.plus(new Taken(0, 0, 0, 1, 0));
            } else {
                handle.execute(
                        "INSERT OR REPLACE INTO signal (peer, id, modified, expires, record) VALUES (?, ?, ?, ?, ?)",
                        peer,
                        signal.id(),
                        modified,
                        SharingDatabase.sortable(signal.expires()),
                        StoredJson.write(signal));
                held += before.isPresent() ? 0 : 1;
                taken = taken.plus(before.isPresent() ? new Taken(0, 1, 0, 0, 0) : new Taken(1, 0, 0, 0, 0));
            }
        }
        return taken;
    }

    private static int count(Handle handle, String peer) {
        return handle.createQuery("SELECT count(*) FROM signal WHERE peer = ?")
                .bind(0, peer)
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Instant> reached(Handle handle, Direction direction, String peer, String collection) {
        return handle.createQuery("SELECT at FROM reached WHERE direction = ? AND peer = ? AND collection = ?")
                .bind(0, direction.name())
                .bind(1, peer)
                .bind(2, collection)
                .mapTo(String.class)
                .map(Instant::parse)
                .findOne();
    }

    private static int reach(Handle handle, Direction direction, String peer, String collection, Instant at) {
        Optional<Instant> before = reached(handle, direction, peer, collection);
        return before.isPresent() && !at.isAfter(before.get())
                ? 0
                : handle.execute(
                        "INSERT OR REPLACE INTO reached (direction, peer, collection, at) VALUES (?, ?, ?, ?)",
                        direction.name(),
                        peer,
                        collection,
                        at.toString());
    }
}
