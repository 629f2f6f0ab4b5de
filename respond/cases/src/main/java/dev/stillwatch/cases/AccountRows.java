// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** What rows of several tables say about accounts. Each look-up follows an index by name. */
final class AccountRows {
    /** Each half is cut off by itself, so that a short prefix does not read all names there are. */
    private static final String HALF = """
            SELECT * FROM (SELECT account <by_code_point> AS account FROM %s WHERE account <by_code_point> >= :from
            AND account <by_code_point> > :after%s GROUP BY account <by_code_point>
            ORDER BY account <by_code_point> LIMIT :limit) %s""";

    private AccountRows() {}

    /** Names that begin with a text, after one. */
    static List<String> names(Handle handle, String prefix, Optional<String> after, int limit) {
        String from = StoredText.of(prefix);
        Optional<String> until = beyond(from);
        String bound = until.isPresent() ? " AND account <by_code_point> < :until" : "";
        Query query = handle.createQuery("SELECT account FROM ("
                        + HALF.formatted("case_account", bound, "members")
                        + " UNION "
                        + HALF.formatted("action_account", bound, "acted_on")
                        + ") names ORDER BY account <by_code_point> LIMIT :limit")
                .bind("from", from)
                .bind("after", after.map(StoredText::of).orElse(""))
                .bind("limit", limit);
        until.ifPresent(end -> query.bind("until", end));
        return query.map((row, _) -> StoredText.read(row.getString("account"))).list();
    }

    /** The first text in order of code points that comes after all that begin with one; empty where there is none. */
    private static Optional<String> beyond(String prefix) {
        int[] points = prefix.codePoints().toArray();
        int last = points.length - 1;
        while (last >= 0 && points[last] == Character.MAX_CODE_POINT) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        int next = points[last] + 1;
        points[last] = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
        return Optional.of(new String(points, 0, last + 1));
    }

    /** One for each name, in the order given. */
    static List<AccountRecord> records(Handle handle, List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, List<AccountRecord.Membership>> cases = of(
                handle,
                names,
                """
                SELECT cases.*, m.account AS member, m.joined_at, m.left_at FROM case_account m
                JOIN cases ON cases.id = m.case_id WHERE m.account <by_code_point> IN (<names>)
                ORDER BY m.joined_at, LENGTH(id), id""",
                (row, context) -> new AccountRecord.Membership(
                        CaseRows.MAPPER.map(row, context),
                        StoredTime.read(row.getLong("joined_at")),
                        time(row, "left_at")));
        Map<String, List<AccountRecord.Measure>> measures = of(
                handle,
                names,
                """
                SELECT action.*, m.account AS member, m.released_at FROM action_account m
                JOIN action ON action.id = m.action_id WHERE m.account <by_code_point> IN (<names>)
                ORDER BY starts, LENGTH(id), id""",
                (row, _) -> new AccountRecord.Measure(
                        row.getString("id"),
                        Optional.ofNullable(row.getString("case_id")),
                        ActionStatus.valueOf(row.getString("status")),
                        StoredTime.read(row.getLong("starts")),
                        StoredTime.read(row.getLong("ends")),
                        DecisionJson.parse(StoredText.read(row.getString("decision"))),
                        ActionRows.undo(row),
                        time(row, "released_at")));
        Map<String, List<AccountRecord.Finding>> findings = of(
                handle,
                names,
                """
                SELECT f.*, m.account AS member FROM feedback_account m
                JOIN feedback f ON f.number = m.number WHERE m.account IN (<names>)
                ORDER BY f.number""",
                (row, _) -> new AccountRecord.Finding(
                        row.getString("case_id"),
                        Feedback.Finding.valueOf(row.getString("finding")),
                        row.getInt("whole_case") == 1,
                        StoredText.read(row.getString("who")),
                        StoredTime.read(row.getLong("found")),
                        StoredText.read(row.getString("why"))));
        return names.stream()
                .map(name -> new AccountRecord(
                        name,
                        cases.getOrDefault(name, List.of()),
                        measures.getOrDefault(name, List.of()),
                        findings.getOrDefault(name, List.of())))
                .toList();
    }

    private static <T> Map<String, List<T>> of(Handle handle, List<String> names, String sql, RowMapper<T> mapper) {
        Map<String, List<T>> found = new HashMap<>();
        handle.createQuery(sql)
                .bindList("names", names.stream().map(StoredText::of).toList())
                .map((row, context) -> Map.entry(StoredText.read(row.getString("member")), mapper.map(row, context)))
                .forEach(entry -> found.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return found;
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(StoredTime.read(millis));
    }
}
