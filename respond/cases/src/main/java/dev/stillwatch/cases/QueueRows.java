// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Stretches of the list of cases, put together from a query. */
final class QueueRows {
    private QueueRows() {}

    static CasePage page(Handle handle, CaseQuery query) {
        String condition = condition(query);
        long total = bound(handle.createQuery("SELECT COUNT(*) FROM cases" + condition), query)
                .mapTo(Long.class)
                .one();
        // Members are counted for the cases of the stretch only, unless they decide on the order.
        boolean byAccounts = query.order() == CaseQuery.Order.ACCOUNTS;
        String inner = "SELECT cases.*" + (byAccounts ? ", " + CaseRows.ACCOUNTS + " AS accounts" : "") + " FROM cases"
                + condition + order(query) + " LIMIT :limit OFFSET :offset";
        String sql = byAccounts
                ? inner
                : "SELECT cases.*, " + CaseRows.ACCOUNTS + " AS accounts FROM (" + inner + ") cases" + order(query);
        return new CasePage(
                bound(handle.createQuery(sql), query)
                        .bind("limit", query.limit())
                        .bind("offset", query.offset())
                        .map(CaseRows.MAPPER)
                        .list(),
                total);
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
        if (query.account().isPresent()) {
            all.add("id IN (SELECT case_id FROM case_account WHERE account = :account)");
        }
        return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
    }

    private static Query bound(Query statement, CaseQuery query) {
        if (!query.states().isEmpty()) {
            statement.bindList("states", query.states().stream().map(Enum::name).toList());
        }
        if (query.holder() instanceof CaseQuery.Holder.Person(String name)) {
            statement.bind("assignee", StoredText.of(name));
        }
        Optional<String> account = query.account();
        account.ifPresent(name -> statement.bind("account", StoredText.of(name)));
        return statement;
    }

    private static String order(CaseQuery query) {
        String column = switch (query.order()) {
            case OPENED -> "opened";
            case UPDATED -> "updated";
            case SCORE -> "score";
            case ACCOUNTS -> "accounts";
            case EXCHANGES -> "exchanges";
        };
        return " ORDER BY " + column + " DESC, LENGTH(id) DESC, id DESC";
    }
}
