// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

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

/** Which accounts belong to which cases, and since when, as rows of a table. */
final class MemberRows {
    private static final int NAMES_AT_ONCE = 500;

    private MemberRows() {}

    static Set<String> current(Handle handle, String caseId) {
        return read(handle, caseId, "left_at IS NULL");
    }

    static Set<String> former(Handle handle, String caseId) {
        return read(handle, caseId, "left_at IS NOT NULL");
    }

    private static Set<String> read(Handle handle, String caseId, String condition) {
        return new HashSet<>(
                handle.createQuery("SELECT account FROM case_account WHERE case_id = :case AND " + condition)
                        .bind("case", caseId)
                        .map((row, _) -> StoredText.read(row.getString("account")))
                        .list());
    }

    static long formerCount(Handle handle, String caseId) {
        return handle.createQuery("SELECT COUNT(*) FROM case_account WHERE case_id = :case AND left_at IS NOT NULL")
                .bind("case", caseId)
                .mapTo(Long.class)
                .one();
    }

    /** Members after one, in order of their stored names. */
    static List<Member> page(Handle handle, String caseId, Optional<String> after, int limit) {
        return handle.createQuery("SELECT account, joined_at, left_at FROM case_account WHERE case_id = :case"
                        + " AND account <by_code_point> > :after ORDER BY account <by_code_point> LIMIT :limit")
                .bind("case", caseId)
                .bind("after", after.map(StoredText::of).orElse(""))
                .bind("limit", limit)
                .map((row, _) -> {
                    Instant joined = StoredTime.read(row.getLong("joined_at"));
                    long left = row.getLong("left_at");
                    Optional<Instant> since = row.wasNull() ? Optional.empty() : Optional.of(StoredTime.read(left));
                    return new Member(StoredText.read(row.getString("account")), joined, since);
                })
                .list();
    }

    /** How many of the accounts each case has among its current members. */
    static Map<String, Integer> shared(Handle handle, Collection<String> accounts) {
        Map<String, Integer> shared = new HashMap<>();
        List<String> names = new ArrayList<>(new HashSet<>(accounts))
                .stream().map(StoredText::of).toList();
        for (int from = 0; from < names.size(); from += NAMES_AT_ONCE) {
            handle.createQuery("SELECT case_id, COUNT(*) AS common FROM case_account"
                            + " WHERE left_at IS NULL AND account <by_code_point> IN (<names>) GROUP BY case_id")
                    .bindList("names", names.subList(from, Math.min(names.size(), from + NAMES_AT_ONCE)))
                    .map((row, _) -> Map.entry(row.getString("case_id"), row.getInt("common")))
                    .forEach(entry -> shared.merge(entry.getKey(), entry.getValue(), Integer::sum));
        }
        return shared;
    }

    /**
     * Makes the members those of a new assessment.
     *
     * @return those that were none before, sorted
     */
    static List<String> replace(Handle handle, String caseId, Collection<String> members, Instant at) {
        Set<String> before = current(handle, caseId);
        Set<String> now = new HashSet<>(members);
        List<String> joined = now.stream()
                .filter(account -> !before.contains(account))
                .sorted()
                .toList();
        List<String> left =
                before.stream().filter(account -> !now.contains(account)).toList();
        batch(
                handle,
                "INSERT INTO case_account (case_id, account, joined_at) VALUES (:case, :account, :at)"
                        + " ON CONFLICT (case_id, account) DO UPDATE SET left_at = NULL",
                caseId,
                joined,
                at);
        batch(
                handle,
                "UPDATE case_account SET left_at = :at WHERE case_id = :case AND account = :account",
                caseId,
                left,
                at);
        CaseRows.members(handle, caseId, now.size());
        return joined;
    }

    private static void batch(Handle handle, String sql, String caseId, List<String> accounts, Instant at) {
        if (accounts.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(sql);
        for (String account : accounts) {
            batch.bind("case", caseId)
                    .bind("account", StoredText.of(account))
                    .bind("at", StoredTime.of(at))
                    .add();
        }
        batch.execute();
    }
}
