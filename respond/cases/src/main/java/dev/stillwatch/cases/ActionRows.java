// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Actions as rows of tables. */
final class ActionRows {
    private static final int ROWS_AT_ONCE = 5_000;

    /** Numbers have four digits or more, so longer ids are higher ones. */
    private static final String BY_ID = "LENGTH(id), id";

    private ActionRows() {}

    static void insert(Handle handle, Action action) {
        handle.createUpdate("""
                        INSERT INTO action (id, revision, case_id, status, kind, starts, ends, decision, proposed_by)
                        VALUES (:id, :revision, :case, :status, :kind, :starts, :ends, :decision, :by)""")
                .bind("id", action.id())
                .bind("revision", action.revision())
                .bind("case", action.caseId().orElse(null))
                .bind("status", action.status().name())
                .bind("kind", CountermeasureJson.kind(action.countermeasure()))
                .bind("starts", StoredTime.of(action.from()))
                .bind("ends", StoredTime.of(action.until()))
                .bind("decision", StoredText.of(DecisionJson.text(action.decision())))
                .bind("by", StoredText.of(action.proposedBy()))
                .execute();
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO action_account (action_id, account) VALUES (:action, :account)");
        for (String account : action.accounts()) {
            batch.bind("action", action.id())
                    .bind("account", StoredText.of(account))
                    .add();
            if (batch.size() == ROWS_AT_ONCE) {
                batch.execute();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static void approved(Handle handle, String id, long revision, Approval approval, Instant until) {
        handle.execute(
                "INSERT INTO approval (action_id, who, approved) VALUES (?, ?, ?)",
                id,
                StoredText.of(approval.who()),
                StoredTime.of(approval.when()));
        handle.execute(
                "UPDATE action SET revision = ?, status = ?, starts = ?, ends = ? WHERE id = ?",
                revision,
                ActionStatus.ACTIVE.name(),
                StoredTime.of(approval.when()),
                StoredTime.of(until),
                id);
    }

    static void undone(Handle handle, String id, long revision, Undo undo) {
        handle.execute(
                "UPDATE action SET revision = ?, status = ?, undone_by = ?, undone_at = ?, undone_why = ? WHERE id = ?",
                revision,
                ActionStatus.UNDONE.name(),
                StoredText.of(undo.who()),
                StoredTime.of(undo.when()),
                StoredText.of(undo.why()),
                id);
    }

    static void expired(Handle handle, String id, long revision) {
        handle.execute(
                "UPDATE action SET revision = ?, status = ? WHERE id = ?", revision, ActionStatus.EXPIRED.name(), id);
    }

    /** Takes accounts out of an action; true if any was in it. */
    static boolean release(Handle handle, String id, long revision, Collection<String> accounts, Instant when) {
        int released = 0;
        PreparedBatch batch = handle.prepareBatch("UPDATE action_account SET released_at = :at"
                + " WHERE action_id = :action AND account = :account AND released_at IS NULL");
        for (String account : accounts) {
            batch.bind("at", StoredTime.of(when))
                    .bind("action", id)
                    .bind("account", StoredText.of(account))
                    .add();
        }
        for (int changed : batch.size() == 0 ? new int[0] : batch.execute()) {
            released += changed;
        }
        if (released > 0) {
            handle.execute("UPDATE action SET revision = ? WHERE id = ?", revision, id);
        }
        return released > 0;
    }

    static Optional<Action> find(Handle handle, String id) {
        return load(handle, "id = :id", Map.of("id", id), BY_ID).stream().findFirst();
    }

    static List<Action> ofCase(Handle handle, String caseId) {
        return load(handle, "case_id = :case", Map.of("case", caseId), BY_ID);
    }

    /** In force at a time, by id. */
    static List<Action> active(Handle handle, Instant now) {
        return load(
                handle,
                "status = 'ACTIVE' AND starts <= :now AND ends > :now",
                Map.of("now", StoredTime.of(now)),
                BY_ID);
    }

    static List<Action> changedSince(Handle handle, long revision) {
        return load(handle, "revision > :revision", Map.of("revision", revision), "revision, " + BY_ID);
    }

    /** Whether any action of a case is recorded as active. */
    static boolean hasActive(Handle handle, String caseId) {
        return handle.createQuery("SELECT COUNT(*) FROM action WHERE case_id = :case AND status = 'ACTIVE'")
                        .bind("case", caseId)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Active ones whose end has come. */
    static List<String> overdue(Handle handle, Instant now) {
        return handle.createQuery("SELECT id FROM action WHERE status = 'ACTIVE' AND ends <= :now ORDER BY " + BY_ID)
                .bind("now", StoredTime.of(now))
                .mapTo(String.class)
                .list();
    }

    /** Puts all actions of a case under another one. */
    static void move(Handle handle, String from, String into, long revision) {
        handle.execute("UPDATE action SET case_id = ?, revision = ? WHERE case_id = ?", into, revision, from);
    }

    private static List<Action> load(Handle handle, String condition, Map<String, ?> values, String order) {
        Map<String, Set<String>> accounts = new HashMap<>();
        Query members = handle.createQuery("SELECT action_id, account FROM action_account"
                + " JOIN action ON action.id = action_id WHERE released_at IS NULL AND " + condition);
        values.forEach(members::bind);
        members.setFetchSize(ROWS_AT_ONCE)
                .map((row, _) -> Map.entry(row.getString("action_id"), StoredText.read(row.getString("account"))))
                .forEach(entry -> accounts.computeIfAbsent(entry.getKey(), _ -> new HashSet<>())
                        .add(entry.getValue()));
        Map<String, List<Approval>> approvals = approvals(handle, condition, values);
        Query actions = handle.createQuery("SELECT * FROM action WHERE " + condition + " ORDER BY " + order);
        values.forEach(actions::bind);
        return actions.map((row, _) -> {
                    String id = row.getString("id");
                    return new Action(
                            id,
                            row.getLong("revision"),
                            Optional.ofNullable(row.getString("case_id")),
                            accounts.getOrDefault(id, Set.of()),
                            StoredTime.read(row.getLong("starts")),
                            StoredTime.read(row.getLong("ends")),
                            ActionStatus.valueOf(row.getString("status")),
                            DecisionJson.parse(StoredText.read(row.getString("decision"))),
                            StoredText.read(row.getString("proposed_by")),
                            approvals.getOrDefault(id, List.of()),
                            undo(row));
                })
                .list();
    }

    static Optional<Undo> undo(ResultSet row) throws SQLException {
        String by = row.getString("undone_by");
        return by == null
                ? Optional.empty()
                : Optional.of(new Undo(
                        StoredText.read(by),
                        StoredTime.read(row.getLong("undone_at")),
                        StoredText.read(row.getString("undone_why"))));
    }

    private static Map<String, List<Approval>> approvals(Handle handle, String condition, Map<String, ?> values) {
        Map<String, List<Approval>> approvals = new HashMap<>();
        Query agreed = handle.createQuery("SELECT action_id, who, approved FROM approval"
                + " JOIN action ON action.id = action_id WHERE " + condition + " ORDER BY approved, who");
        values.forEach(agreed::bind);
        agreed.map((row, _) -> Map.entry(
                        row.getString("action_id"),
                        new Approval(StoredText.read(row.getString("who")), StoredTime.read(row.getLong("approved")))))
                .forEach(entry -> approvals
                        .computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return approvals;
    }

    /** Those of a case, by id, with their accounts counted only. */
    static List<ActionSummary> summaries(Handle handle, String caseId) {
        Map<String, List<Approval>> approvals = approvals(handle, "case_id = :case", Map.of("case", caseId));
        return handle.createQuery(
                        "SELECT action.*, (SELECT COUNT(*) FROM action_account m WHERE m.action_id = action.id"
                                + " AND m.released_at IS NULL) AS accounts FROM action WHERE case_id = :case ORDER BY "
                                + BY_ID)
                .bind("case", caseId)
                .map((row, _) -> new ActionSummary(
                        row.getString("id"),
                        row.getLong("revision"),
                        ActionStatus.valueOf(row.getString("status")),
                        StoredTime.read(row.getLong("starts")),
                        StoredTime.read(row.getLong("ends")),
                        DecisionJson.parse(StoredText.read(row.getString("decision"))),
                        StoredText.read(row.getString("proposed_by")),
                        approvals.getOrDefault(row.getString("id"), List.of()),
                        undo(row),
                        row.getLong("accounts")))
                .list();
    }
}
