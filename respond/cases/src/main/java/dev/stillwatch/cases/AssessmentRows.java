// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.report.CampaignJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Assessments of campaigns as rows of a table. */
final class AssessmentRows {
    /** A campaign that has not changed in kind is kept once in this time: live detection assesses every few minutes. */
    private static final Duration LEAST_APART = Duration.ofHours(1);

    private AssessmentRows() {}

    /**
     * Keeps an assessment, unless it says the same as the latest.
     *
     * @param changed whether members or verdict have changed
     */
    static void add(Handle handle, String caseId, Campaign campaign, Instant at, boolean changed) {
        String json = CampaignJson.text(campaign);
        String sha256 = AuditRecord.sha256(json);
        Optional<AssessmentSnapshot> latest = latest(handle, caseId);
        boolean same = latest.isPresent()
                && (latest.get().sha256().equals(sha256)
                        || (!changed && at.isBefore(latest.get().at().plus(LEAST_APART))));
        if (!same) {
            int number = latest.map(AssessmentSnapshot::number).orElse(0) + 1;
            handle.createUpdate("""
                            INSERT INTO assessment (case_id, number, assessed, campaign_id, sha256, body)
                            VALUES (:case, :number, :at, :campaign, :sha256, :body)""")
                    .bind("case", caseId)
                    .bind("number", number)
                    .bind("at", StoredTime.of(at))
                    .bind("campaign", StoredText.of(campaign.id()))
                    .bind("sha256", sha256)
                    .bind("body", StoredText.of(json))
                    .execute();
            // Beside it and not in it: what stands behind a body of megabytes takes long to reach.
            handle.createUpdate("""
                            INSERT INTO assessment_mark (case_id, number, verdict, score, accounts, exchanges)
                            VALUES (:case, :number, :verdict, :score, :accounts, :exchanges)""")
                    .bind("case", caseId)
                    .bind("number", number)
                    .bind("verdict", campaign.verdict().name())
                    .bind("score", campaign.score().nats())
                    .bind("accounts", campaign.accounts().size())
                    .bind("exchanges", campaign.exchanges())
                    .execute();
        }
    }

    static Optional<AssessmentSnapshot> latest(Handle handle, String caseId) {
        return read(handle, caseId, " ORDER BY number DESC LIMIT 1").stream().findFirst();
    }

    static List<AssessmentSnapshot> ofCase(Handle handle, String caseId) {
        return read(handle, caseId, " ORDER BY number");
    }

    /** What each said in short, in order of time. */
    static List<AssessmentMark> marks(Handle handle, String caseId) {
        return handle.createQuery("SELECT a.number, a.assessed, a.sha256, m.verdict, m.score, m.accounts, m.exchanges"
                        + " FROM assessment a LEFT JOIN assessment_mark m"
                        + " ON m.case_id = a.case_id AND m.number = a.number"
                        + " WHERE a.case_id = :case ORDER BY a.number")
                .bind("case", caseId)
                .map((row, _) -> {
                    int number = row.getInt("number");
                    Instant at = StoredTime.read(row.getLong("assessed"));
                    String sha256 = row.getString("sha256");
                    String verdict = row.getString("verdict");
                    return verdict == null
                            ? markOf(numbered(handle, caseId, number).orElseThrow())
                            : new AssessmentMark(
                                    number,
                                    at,
                                    sha256,
                                    Verdict.valueOf(verdict),
                                    new LogOdds(row.getDouble("score")),
                                    row.getInt("accounts"),
                                    row.getLong("exchanges"));
                })
                .list();
    }

    /** For assessments from before these were kept by themselves. */
    private static AssessmentMark markOf(AssessmentSnapshot whole) {
        Campaign campaign = whole.campaign();
        return new AssessmentMark(
                whole.number(),
                whole.at(),
                whole.sha256(),
                campaign.verdict(),
                campaign.score(),
                campaign.accounts().size(),
                campaign.exchanges());
    }

    static Optional<AssessmentSnapshot> numbered(Handle handle, String caseId, int number) {
        return read(handle, caseId, " AND number = " + number).stream().findFirst();
    }

    private static List<AssessmentSnapshot> read(Handle handle, String caseId, String order) {
        return handle.createQuery("SELECT * FROM assessment WHERE case_id = :case" + order)
                .bind("case", caseId)
                .map((row, _) -> new AssessmentSnapshot(
                        row.getInt("number"),
                        StoredTime.read(row.getLong("assessed")),
                        StoredText.read(row.getString("campaign_id")),
                        row.getString("sha256"),
                        StoredText.read(row.getString("body"))))
                .list();
    }
}
