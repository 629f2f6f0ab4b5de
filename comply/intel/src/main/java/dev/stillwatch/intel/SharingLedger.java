// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What was shared, each campaign in its last version. Thread-safe; each change is one transaction. */
public final class SharingLedger {
    /** Indicators of earlier versions that are remembered; the oldest are forgotten first, as they end first. */
    static final int MOST_DROPPED = 20_000;

    private final SharingDatabase database;
    private final StixWriter writer;

    SharingLedger(SharingDatabase database, Producer producer) {
        this.database = database;
        this.writer = new StixWriter(producer);
    }

    /** What sharing changed. */
    public enum Change {
        /** It was not shared before. */
        FIRST,
        /** There is a later version of it. */
        REVISED,
        /** The same was shared before. */
        UNCHANGED
    }

    /** What came of sharing a campaign. */
    public record Outcome(Change change, SharedVersion version) {}

    /** Writes this producer's bundles. */
    public StixWriter writer() {
        return writer;
    }

    /**
     * Keeps a campaign as shared. Sharing the same again changes nothing; a campaign that is offered stays so.
     *
     * @param offer whether peers are to get it by TAXII
     * @throws StillwatchException if it was taken back, which STIX 2.1 (section 3.2) has for good
     */
    public Outcome share(SharedCampaign campaign, boolean offer, Instant now) {
        return database.with(handle -> {
            Optional<SharedVersion> before = find(handle, campaign.localId());
            if (before.isEmpty()) {
                Instant at = place(handle, now);
                return new Outcome(
                        Change.FIRST, keep(handle, new SharedVersion(campaign, List.of(), at, at, at, offer, false)));
            }
            SharedVersion last = before.get();
            if (last.revoked()) {
                throw new StillwatchException("the campaign was taken back, and what is taken back cannot be shared"
                        + " again under its id; share it under another with --as");
            }
            if (last.campaign().equals(campaign)) {
                return new Outcome(Change.UNCHANGED, last.offered() || !offer ? last : offered(handle, last, now));
            }
            Instant at = place(handle, now);
            return new Outcome(
                    Change.REVISED,
                    keep(
                            handle,
                            new SharedVersion(
                                    campaign,
                                    dropped(last, campaign.indicators()),
                                    last.created(),
                                    at,
                                    at,
                                    offer || last.offered(),
                                    false)));
        });
    }

    /**
     * Takes a campaign back, with all indicators it ever had. Does nothing to one that is taken back already.
     *
     * @throws StillwatchException if it was never shared
     */
    public SharedVersion revoke(String localId, Instant now) {
        return database.with(handle -> {
            SharedVersion last = find(handle, localId)
                    .orElseThrow(() -> new StillwatchException(
                            "no campaign of this id was shared; stillwatch intel show" + " lists those that were"));
            if (last.revoked()) {
                return last;
            }
            Instant at = place(handle, now);
            return keep(
                    handle,
                    new SharedVersion(last.campaign(), last.dropped(), last.created(), at, at, last.offered(), true));
        });
    }

    /** The last version of a campaign; empty if it was never shared. */
    public Optional<SharedVersion> find(String localId) {
        return database.with(handle -> find(handle, localId));
    }

    /** All campaigns, in the order of {@link SharedVersion#added}. */
    public List<SharedVersion> all() {
        return database.with(handle -> handle
                .createQuery("SELECT record FROM shared")
                .mapTo(String.class)
                .map(record -> database.record(record, SharedVersion.class))
                .stream()
                .sorted(Comparator.comparing(SharedVersion::added))
                .toList());
    }

    /** Those that peers get by TAXII and that were added after a time; in the order of {@link SharedVersion#added}. */
    public List<SharedVersion> offeredAfter(Optional<Instant> time) {
        return all().stream()
                .filter(SharedVersion::forCollections)
                .filter(version -> time.isEmpty() || version.added().isAfter(time.get()))
                .toList();
    }

    private Optional<SharedVersion> find(Handle handle, String localId) {
        return handle.createQuery("SELECT record FROM shared WHERE local = ?")
                .bind(0, localId)
                .mapTo(String.class)
                .map(record -> database.record(record, SharedVersion.class))
                .findOne();
    }

    private SharedVersion offered(Handle handle, SharedVersion last, Instant now) {
        return keep(
                handle,
                new SharedVersion(
                        last.campaign(),
                        last.dropped(),
                        last.created(),
                        last.modified(),
                        place(handle, now),
                        true,
                        false));
    }

    private SharedVersion keep(Handle handle, SharedVersion version) {
        // Written here already, so that nothing is kept as shared that may not leave.
        int objects = version.bundle(writer).objects().size();
        long until = ChronoUnit.MICROS.between(Instant.EPOCH, version.added()) + objects;
        handle.execute(
                "INSERT INTO shared (local, until_micros, record) VALUES (?, ?, ?) ON CONFLICT (local) DO UPDATE SET"
                        + " until_micros = excluded.until_micros, record = excluded.record",
                version.campaign().localId(),
                until,
                StoredJson.write(version));
        return version;
    }

    /** A full millisecond after all that was added before: each object of a bundle takes a microsecond. */
    private static Instant place(Handle handle, Instant now) {
        long until = handle.createQuery("SELECT coalesce(max(until_micros), 0) FROM shared")
                .mapTo(Long.class)
                .one();
        Instant free = Instant.EPOCH
                .plus(until, ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.MILLIS)
                .plus(Duration.ofMillis(1));
        Instant wanted = now.truncatedTo(ChronoUnit.MILLIS);
        return wanted.isAfter(free) ? wanted : free;
    }

    private static List<SharedIndicator> dropped(SharedVersion last, List<SharedIndicator> indicators) {
        Set<SharedIndicator> dropped = new LinkedHashSet<>(last.dropped());
        dropped.addAll(last.campaign().indicators());
        indicators.forEach(dropped::remove);
        List<SharedIndicator> list = new ArrayList<>(dropped);
        return list.subList(Math.max(0, list.size() - MOST_DROPPED), list.size());
    }
}
