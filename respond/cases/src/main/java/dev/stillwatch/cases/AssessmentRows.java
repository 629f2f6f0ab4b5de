// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
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
            handle.createUpdate("""
                            INSERT INTO assessment (case_id, number, assessed, campaign_id, sha256, body)
                            VALUES (:case, :number, :at, :campaign, :sha256, :body)""")
                    .bind("case", caseId)
                    .bind("number", latest.map(AssessmentSnapshot::number).orElse(0) + 1)
                    .bind("at", StoredTime.of(at))
                    .bind("campaign", StoredText.of(campaign.id()))
                    .bind("sha256", sha256)
                    .bind("body", StoredText.of(json))
                    .execute();
        }
    }

    static Optional<AssessmentSnapshot> latest(Handle handle, String caseId) {
        return read(handle, caseId, " ORDER BY number DESC LIMIT 1").stream().findFirst();
    }

    static int count(Handle handle, String caseId) {
        return handle.createQuery("SELECT COUNT(*) FROM assessment WHERE case_id = :case")
                .bind("case", caseId)
                .mapTo(Integer.class)
                .one();
    }

    static List<AssessmentSnapshot> ofCase(Handle handle, String caseId) {
        return read(handle, caseId, " ORDER BY number");
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
