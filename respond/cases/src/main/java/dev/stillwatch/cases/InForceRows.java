// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Countermeasure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Which accounts are under which actions, read account by account rather than action by action. */
final class InForceRows {
    private static final int NAMES_AT_ONCE = 500;
    private static final int ROWS_AT_ONCE = 5_000;

    private InForceRows() {}

    /** On accounts named. */
    static List<InForce> on(Handle handle, Collection<String> accounts, Instant now) {
        List<String> names =
                new HashSet<>(accounts).stream().map(StoredText::of).sorted().toList();
        List<InForce> found = new ArrayList<>();
        for (int from = 0; from < names.size(); from += NAMES_AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + NAMES_AT_ONCE));
            found.addAll(read(
                    handle,
                    "action_account aa",
                    "aa.account <by_code_point> IN (<names>)",
                    query -> query.bindList("names", some),
                    now));
        }
        found.sort(Comparator.comparing(InForce::actionId).thenComparing(InForce::account));
        return found;
    }

    /** On the current members of a case, whichever case the action is of. */
    static List<InForce> onMembers(Handle handle, String caseId, Instant now) {
        return read(
                handle,
                "case_account ca CROSS JOIN action_account aa",
                "ca.case_id = :case AND ca.left_at IS NULL AND aa.account <by_code_point> = ca.account",
                query -> query.bind("case", caseId),
                now);
    }

    /** CROSS JOIN has SQLite go from the accounts to their actions, rather than through all actions there are. */
    private static List<InForce> read(
            Handle handle, String from, String which, UnaryOperator<Query> bound, Instant now) {
        Map<String, Countermeasure> byAction = new HashMap<>();
        Query query = handle.createQuery("SELECT aa.account, a.id, a.ends, a.decision FROM " + from
                + " CROSS JOIN action a WHERE " + which + " AND aa.released_at IS NULL AND a.id = aa.action_id"
                + " AND a.status = 'ACTIVE' AND a.starts <= :now AND a.ends > :now ORDER BY a.id, aa.account");
        return bound.apply(query)
                .bind("now", StoredTime.of(now))
                .setFetchSize(ROWS_AT_ONCE)
                .map((row, _) -> {
                    String id = row.getString("id");
                    Countermeasure countermeasure = byAction.get(id);
                    if (countermeasure == null) {
                        countermeasure = DecisionJson.parse(StoredText.read(row.getString("decision")))
                                .countermeasure();
                        byAction.put(id, countermeasure);
                    }
                    return new InForce(
                            StoredText.read(row.getString("account")),
                            id,
                            countermeasure,
                            StoredTime.read(row.getLong("ends")));
                })
                .list();
    }
}
