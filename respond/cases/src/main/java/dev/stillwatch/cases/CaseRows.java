// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Cases and what happened to them, as rows of tables. Members and assessments are in classes of their own. */
final class CaseRows {
    private static final String SUMMARY = "SELECT * FROM cases";

    /** Reads rows of cases with their number of accounts. */
    static final RowMapper<CaseSummary> MAPPER = (row, _) -> new CaseSummary(
            row.getString("id"),
            row.getLong("revision"),
            CaseState.valueOf(row.getString("state")),
            StoredTime.read(row.getLong("opened")),
            StoredTime.read(row.getLong("updated")),
            Optional.ofNullable(row.getString("assignee")).map(StoredText::read),
            Optional.ofNullable(row.getString("merged_into")),
            Optional.ofNullable(row.getString("split_from")),
            Verdict.valueOf(row.getString("verdict")),
            new LogOdds(row.getDouble("score")),
            row.getLong("accounts"),
            row.getLong("exchanges"));

    private CaseRows() {}

    static String insert(Handle handle, long revision, Campaign campaign, Optional<String> splitFrom, Instant at) {
        String id = Counters.nextId(handle, "C", at);
        handle.createUpdate("""
                        INSERT INTO cases
                        (id, revision, state, opened, updated, waiting, split_from, verdict, score, exchanges, daily)
                        VALUES (:id, :revision, 'NEW', :at, :at, :at, :split, :verdict, :score, :exchanges, :daily)""")
                .bind("id", id)
                .bind("revision", revision)
                .bind("at", StoredTime.of(at))
                .bind("split", splitFrom.orElse(null))
                .bind("verdict", campaign.verdict().name())
                .bind("score", campaign.score().nats())
                .bind("exchanges", campaign.exchanges())
                .bind("daily", daily(campaign))
                .execute();
        return id;
    }

    /** Shows what the latest assessment says. */
    static void assessed(Handle handle, String id, Campaign campaign) {
        handle.execute(
                "UPDATE cases SET verdict = ?, score = ?, exchanges = ?, daily = ? WHERE id = ?",
                campaign.verdict().name(),
                campaign.score().nats(),
                campaign.exchanges(),
                daily(campaign),
                id);
    }

    /** Exchanges a day, where less than a day counts as one. */
    private static double daily(Campaign campaign) {
        double days =
                Duration.between(campaign.firstSeen(), campaign.lastSeen()).toMillis()
                        / (double) Duration.ofDays(1).toMillis();
        return campaign.exchanges() / Math.max(1, days);
    }

    /** Keeps how many members a case has, so that queues need not count them. */
    static void members(Handle handle, String id, int accounts) {
        handle.execute("UPDATE cases SET accounts = ? WHERE id = ?", accounts, id);
    }

    /** Marks a case as changed. */
    static void touch(Handle handle, String id, long revision, Instant at) {
        handle.execute("UPDATE cases SET revision = ?, updated = ? WHERE id = ?", revision, StoredTime.of(at), id);
    }

    /**
     * Moves a case on.
     *
     * @throws StillwatchException if its state does not allow that
     */
    static void become(Handle handle, CaseSummary now, CaseState next, Instant at) {
        if (!now.state().next().contains(next)) {
            throw new StillwatchException("case " + now.id() + " is "
                    + now.state().label() + " and cannot become "
                    + next.label()
                    + now.mergedInto().map(other -> ": it went on as " + other).orElse(""));
        }
        Long closed = next == CaseState.CLOSED ? StoredTime.of(at) : null;
        boolean waits = next == CaseState.NEW || next == CaseState.OPEN;
        handle.createUpdate("UPDATE cases SET state = :state, closed = :closed, waiting = "
                        + (waits ? "COALESCE(waiting, :at)" : "NULL") + " WHERE id = :id")
                .bind("state", next.name())
                .bind("closed", closed)
                .bind("at", StoredTime.of(at))
                .bind("id", now.id())
                .execute();
    }

    static void mergedInto(Handle handle, String id, String other) {
        handle.execute("UPDATE cases SET merged_into = ? WHERE id = ? OR merged_into = ?", other, id, id);
    }

    static void assign(Handle handle, String id, Optional<String> assignee) {
        handle.createUpdate("UPDATE cases SET assignee = :assignee WHERE id = :id")
                .bind("assignee", assignee.map(StoredText::of).orElse(null))
                .bind("id", id)
                .execute();
    }

    static void event(Handle handle, String id, long revision, CaseEvent event) {
        handle.execute(
                "INSERT INTO case_event (case_id, revision, happened, kind, who, words) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                revision,
                StoredTime.of(event.at()),
                event.kind().name(),
                StoredText.of(event.who()),
                StoredText.of(event.text()));
    }

    static List<CaseEvent> events(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM case_event WHERE case_id = :id ORDER BY revision, happened")
                .bind("id", id)
                .map((row, _) -> new CaseEvent(
                        StoredTime.read(row.getLong("happened")),
                        CaseEvent.Kind.valueOf(row.getString("kind")),
                        StoredText.read(row.getString("who")),
                        StoredText.read(row.getString("words"))))
                .list();
    }

    static Optional<CaseSummary> find(Handle handle, String id) {
        return handle.createQuery(SUMMARY + " WHERE id = :id")
                .bind("id", id)
                .map(MAPPER)
                .findOne();
    }

    /** @throws StillwatchException naming the nearest ids there are, if there is none of this */
    static CaseSummary get(Handle handle, String id) {
        return find(handle, id).orElseThrow(() -> NearestIds.unknown("case", id, ids(handle, "SELECT id FROM cases")));
    }

    /** @throws StillwatchException if there is none of this id, or it went on as part of another */
    static CaseSummary notMerged(Handle handle, String id) {
        CaseSummary found = get(handle, id);
        found.mergedInto().ifPresent(other -> {
            throw new StillwatchException(
                    "case " + id + " went on as " + other + "; nothing was changed, name that one");
        });
        return found;
    }

    static List<String> ids(Handle handle, String query) {
        return handle.createQuery(query).mapTo(String.class).list();
    }

    static List<CaseSummary> list(Handle handle, Set<CaseState> states) {
        return handle.createQuery(SUMMARY + " ORDER BY opened DESC, LENGTH(id) DESC, id DESC").map(MAPPER).stream()
                .filter(row -> states.isEmpty() || states.contains(row.state()))
                .toList();
    }

    /** When a case was closed; the beginning of time where it is not. */
    static Instant closed(Handle handle, String id) {
        return handle.createQuery("SELECT closed FROM cases WHERE id = :id AND closed IS NOT NULL")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .map(StoredTime::read)
                .orElse(Instant.MIN);
    }

    /** Those a campaign may go on with, oldest first. */
    static List<CampaignMatching.Known> known(Handle handle, Collection<String> ids) {
        return ids.stream()
                .map(id -> get(handle, id))
                .filter(one -> one.state() != CaseState.MERGED)
                .sorted((a, b) -> {
                    int age = a.opened().compareTo(b.opened());
                    return age != 0 ? age : a.id().compareTo(b.id());
                })
                .map(one -> new CampaignMatching.Known(
                        one.id(), Math.toIntExact(one.accounts()), one.state().isOpen()))
                .collect(Collectors.toList());
    }
}
