// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Stretches of the list of cases, put together from a query. */
final class QueueRows {
    private QueueRows() {}

    private static final String WAITING = """
            SELECT cases.*, COALESCE(waiting, proposed) AS since, COALESCE(waits, 0) AS proposals FROM cases
            LEFT JOIN (SELECT case_id, COUNT(*) AS waits, MIN(starts) AS proposed FROM action
              WHERE status = 'PROPOSED' GROUP BY case_id) p ON p.case_id = cases.id""";

    static CasePage page(Handle handle, CaseQuery query) {
        QueuePage page = queue(handle, query, Optional.empty());
        return new CasePage(page.entries().stream().map(QueueEntry::summary).toList(), page.total());
    }

    /**
     * @param priority empty where no case has waited yet
     */
    static QueuePage queue(Handle handle, CaseQuery query, Optional<QueuePriority> priority) {
        long now = priority.map(by -> StoredTime.of(by.now())).orElse(Long.MIN_VALUE / 4);
        long goal = priority.map(by -> Math.max(1, by.goal().toMillis())).orElse(Long.MAX_VALUE / 4);
        String waiting = WAITING + condition(query);
        List<QueueEntry> entries = bound(
                        handle.createQuery("SELECT w.*, " + QueuePriority.POINTS + " AS points FROM (" + waiting + ") w"
                                + order(query) + " LIMIT :limit OFFSET :offset"),
                        query)
                .bind("now", now)
                .bind("goal", goal)
                .bind("limit", query.limit())
                .bind("offset", query.offset())
                .map((row, context) -> {
                    long since = row.getLong("since");
                    Optional<Instant> waits = row.wasNull() ? Optional.empty() : Optional.of(StoredTime.read(since));
                    return new QueueEntry(
                            CaseRows.MAPPER.map(row, context),
                            waits,
                            row.getLong("proposals"),
                            row.getDouble("daily"),
                            row.getDouble("points"));
                })
                .list();
        return bound(
                        handle.createQuery(
                                "SELECT COUNT(*) AS total, COUNT(CASE WHEN since < :late THEN 1 END) AS overdue"
                                        + " FROM (" + waiting + ") w"),
                        query)
                .bind("late", now - goal)
                .map((row, _) -> new QueuePage(entries, row.getLong("total"), row.getLong("overdue")))
                .one();
    }

    static Map<CaseState, Map<Verdict, Integer>> counts(Handle handle) {
        Map<CaseState, Map<Verdict, Integer>> counts = new EnumMap<>(CaseState.class);
        handle.createQuery("SELECT state, verdict, COUNT(*) AS cases FROM cases GROUP BY state, verdict")
                .map((row, _) -> counts.computeIfAbsent(
                                CaseState.valueOf(row.getString("state")), _ -> new EnumMap<>(Verdict.class))
                        .put(Verdict.valueOf(row.getString("verdict")), row.getInt("cases")))
                .list();
        return counts;
    }

    private static String condition(CaseQuery query) {
        List<String> all = new ArrayList<>();
        if (!query.states().isEmpty()) {
            all.add("state IN (<states>)");
        }
        switch (query.holder()) {
            case CaseQuery.Holder.Anybody() -> {}
            case CaseQuery.Holder.Nobody() -> all.add("assignee IS NULL");
            case CaseQuery.Holder.Person _ -> all.add("assignee = :assignee");
        }
        if (!query.verdicts().isEmpty()) {
            all.add("verdict IN (<verdicts>)");
        }
        if (query.fewestAccounts() > 0) {
            all.add("accounts >= :fewest");
        }
        if (query.account().isPresent()) {
            all.add("id IN (SELECT case_id FROM case_account WHERE account <by_code_point> = :account)");
        }
        return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
    }

    private static Query bound(Query statement, CaseQuery query) {
        if (!query.states().isEmpty()) {
            statement.bindList("states", query.states().stream().map(Enum::name).toList());
        }
        if (!query.verdicts().isEmpty()) {
            statement.bindList(
                    "verdicts", query.verdicts().stream().map(Enum::name).toList());
        }
        if (query.fewestAccounts() > 0) {
            statement.bind("fewest", query.fewestAccounts());
        }
        if (query.holder() instanceof CaseQuery.Holder.Person(String name)) {
            statement.bind("assignee", StoredText.of(name));
        }
        Optional<String> account = query.account();
        account.ifPresent(name -> statement.bind("account", StoredText.of(name)));
        return statement;
    }

    private static String order(CaseQuery query) {
        String most = query.ascending() ? " ASC" : " DESC";
        String least = query.ascending() ? " DESC" : " ASC";
        String columns = switch (query.order()) {
            case OPENED -> "opened" + most;
            case UPDATED -> "updated" + most;
            case SCORE -> "score" + most;
            case ACCOUNTS -> "accounts" + most;
            case EXCHANGES -> "exchanges" + most;
            case WAITING -> "CASE WHEN since IS NULL THEN 1 ELSE 0 END, since" + least;
            case PROPOSALS -> "proposals" + most;
            case PRIORITY ->
                "CASE WHEN since IS NOT NULL THEN 0 WHEN state = 'ACTED' THEN 1 ELSE 2 END" + least + ", points" + most;
        };
        return " ORDER BY " + columns + ", LENGTH(id) DESC, id DESC";
    }
}
