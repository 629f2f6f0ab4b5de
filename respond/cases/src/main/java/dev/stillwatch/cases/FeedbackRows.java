// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Findings of people as rows of tables. */
final class FeedbackRows {
    private static final String LATEST = """
            SELECT fa.account, f.found FROM feedback_account fa JOIN feedback f ON f.number = fa.number
            WHERE fa.number = (SELECT MAX(other.number) FROM feedback_account other WHERE other.account = fa.account)
            AND f.finding = 'FALSE_POSITIVE'""";

    private FeedbackRows() {}

    static void insert(Handle handle, String caseId, long revision, Feedback feedback) {
        handle.createUpdate("""
                        INSERT INTO feedback (number, case_id, finding, whole_case, assessment, who, found, why)
                        VALUES (:number, :case, :finding, :whole, :assessment, :who, :found, :why)""")
                .bind("number", revision)
                .bind("case", caseId)
                .bind("finding", feedback.finding().name())
                .bind("whole", feedback.wholeCase() ? 1 : 0)
                .bind("assessment", feedback.assessment())
                .bind("who", StoredText.of(feedback.who()))
                .bind("found", StoredTime.of(feedback.when()))
                .bind("why", StoredText.of(feedback.why()))
                .execute();
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO feedback_account (number, account) VALUES (:number, :account)");
        feedback.accounts()
                .forEach(account -> batch.bind("number", revision)
                        .bind("account", StoredText.of(account))
                        .add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Accounts whose latest finding is a false positive, and when that was found. */
    static Map<String, Instant> benign(Handle handle, Instant since) {
        Map<String, Instant> found = new HashMap<>();
        handle.createQuery(LATEST + " AND f.found >= :since")
                .bind("since", StoredTime.of(since))
                .map((row, _) ->
                        Map.entry(StoredText.read(row.getString("account")), StoredTime.read(row.getLong("found"))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** The accounts that the latest finding about a whole case is about, where that is a false positive. */
    static Optional<Set<String>> falsePositive(Handle handle, String caseId) {
        return ofCase(handle, caseId).stream()
                .filter(Feedback::wholeCase)
                .reduce((_, later) -> later)
                .filter(latest -> latest.finding() == Feedback.Finding.FALSE_POSITIVE)
                .map(Feedback::accounts);
    }

    static List<FeedbackSummary> summaries(Handle handle, String caseId) {
        return handle.createQuery("SELECT f.*, (SELECT COUNT(*) FROM feedback_account fa WHERE fa.number = f.number)"
                        + " AS accounts FROM feedback f WHERE f.case_id = :case ORDER BY f.number")
                .bind("case", caseId)
                .map((row, _) -> new FeedbackSummary(
                        Feedback.Finding.valueOf(row.getString("finding")),
                        row.getInt("whole_case") == 1,
                        row.getLong("accounts"),
                        row.getString("assessment"),
                        StoredText.read(row.getString("who")),
                        StoredTime.read(row.getLong("found")),
                        StoredText.read(row.getString("why"))))
                .list();
    }

    static List<Feedback> ofCase(Handle handle, String caseId) {
        Map<Long, Collection<String>> accounts = new HashMap<>();
        handle.createQuery("SELECT fa.number, fa.account FROM feedback_account fa"
                        + " JOIN feedback f ON f.number = fa.number WHERE f.case_id = :case")
                .bind("case", caseId)
                .map((row, _) -> Map.entry(row.getLong("number"), StoredText.read(row.getString("account"))))
                .forEach(entry -> accounts.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return handle.createQuery("SELECT * FROM feedback WHERE case_id = :case ORDER BY number")
                .bind("case", caseId)
                .map((row, _) -> new Feedback(
                        Feedback.Finding.valueOf(row.getString("finding")),
                        row.getInt("whole_case") == 1,
                        Set.copyOf(accounts.getOrDefault(row.getLong("number"), Set.of())),
                        row.getString("assessment"),
                        StoredText.read(row.getString("who")),
                        StoredTime.read(row.getLong("found")),
                        StoredText.read(row.getString("why"))))
                .list();
    }
}
