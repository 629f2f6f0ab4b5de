// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.report.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Evidence as rows of tables; texts only sealed. */
final class EvidenceRows {
    /** Cases closed long enough; one that merged into another is done with when that one is. */
    private static final String DONE = "(SELECT c.id FROM cases c LEFT JOIN cases other ON other.id = c.merged_into"
            + " WHERE c.closed <= :closed OR other.closed <= :closed)";

    /** What holds of texts whose time is over. */
    private static final String OVER = "(keep_until <= :now OR case_id IN " + DONE + ")";

    private EvidenceRows() {}

    static long count(Handle handle, String caseId) {
        return handle.createQuery("SELECT COUNT(*) FROM evidence WHERE case_id = :case")
                .bind("case", caseId)
                .mapTo(Long.class)
                .one();
    }

    static long count(Handle handle, String caseId, String account) {
        return handle.createQuery("SELECT COUNT(*) FROM evidence WHERE case_id = :case AND account = :account")
                .bind("case", caseId)
                .bind("account", StoredText.of(account))
                .mapTo(Long.class)
                .one();
    }

    static void insert(Handle handle, EvidenceItem item, String sealed) {
        handle.createUpdate("""
                        INSERT INTO evidence
                        (id, case_id, account, exchanged, kept, keep_until, parts, commitment, sealed)
                        VALUES (:id, :case, :account, :exchanged, :kept, :until, :parts, :commitment, :sealed)""")
                .bind("id", item.id())
                .bind("case", item.caseId())
                .bind("account", StoredText.of(item.account()))
                .bind("exchanged", StoredTime.of(item.exchanged()))
                .bind("kept", StoredTime.of(item.kept()))
                .bind("until", StoredTime.of(item.keepUntil()))
                .bind("parts", parts(item.parts()))
                .bind("commitment", item.commitment())
                .bind("sealed", sealed)
                .execute();
    }

    private static String parts(List<EvidenceItem.PartSize> parts) {
        return JsonText.object(out -> {
            out.writeArrayPropertyStart("parts");
            for (EvidenceItem.PartSize part : parts) {
                out.writeStartObject();
                out.writeStringProperty("role", part.role().name());
                out.writeNumberProperty("characters", part.characters());
                out.writeNumberProperty("held", part.held());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static List<EvidenceItem.PartSize> parts(String json) {
        return JsonObject.parse(json).list("parts", JsonObject.class).stream()
                .map(part -> new EvidenceItem.PartSize(
                        EvidencePart.Role.valueOf(part.text("role")),
                        Math.toIntExact(part.whole("characters")),
                        Math.toIntExact(part.whole("held"))))
                .toList();
    }

    static void revealed(Handle handle, String id, long revision, EvidenceItem.Reveal reveal) {
        handle.execute(
                "INSERT INTO reveal (evidence_id, revision, who, why, revealed) VALUES (?, ?, ?, ?, ?)",
                id,
                revision,
                StoredText.of(reveal.who()),
                StoredText.of(reveal.why()),
                StoredTime.of(reveal.when()));
    }

    static String sealed(Handle handle, String id) {
        return handle.createQuery("SELECT sealed FROM evidence WHERE id = :id AND sealed IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    static EvidenceItem get(Handle handle, String id) {
        return read(handle, "id = :key", id).stream()
                .findFirst()
                .orElseThrow(() -> NearestIds.unknown("evidence", id, CaseRows.ids(handle, "SELECT id FROM evidence")));
    }

    static List<EvidenceItem> ofCase(Handle handle, String caseId) {
        return read(handle, "(case_id = :key OR case_id IN (SELECT id FROM cases WHERE merged_into = :key))", caseId);
    }

    static List<EvidenceItem> ofAccount(Handle handle, String account) {
        return read(handle, "account <by_code_point> = :key", StoredText.of(account));
    }

    private static List<EvidenceItem> read(Handle handle, String condition, String key) {
        Map<String, List<EvidenceItem.Reveal>> reveals = new HashMap<>();
        handle.createQuery("SELECT reveal.* FROM reveal JOIN evidence ON id = evidence_id WHERE " + condition
                        + " ORDER BY reveal.revision")
                .bind("key", key)
                .map((row, _) -> Map.entry(
                        row.getString("evidence_id"),
                        new EvidenceItem.Reveal(
                                StoredText.read(row.getString("who")),
                                StoredText.read(row.getString("why")),
                                StoredTime.read(row.getLong("revealed")))))
                .forEach(entry -> reveals.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return handle.createQuery("SELECT evidence.*, CASE WHEN sealed IS NULL THEN 0 ELSE 1 END AS readable"
                        + " FROM evidence WHERE " + condition + " ORDER BY LENGTH(id), id")
                .bind("key", key)
                .map((row, _) -> new EvidenceItem(
                        row.getString("id"),
                        row.getString("case_id"),
                        StoredText.read(row.getString("account")),
                        StoredTime.read(row.getLong("exchanged")),
                        StoredTime.read(row.getLong("kept")),
                        StoredTime.read(row.getLong("keep_until")),
                        parts(row.getString("parts")),
                        row.getString("commitment"),
                        row.getInt("readable") == 1,
                        reveals.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    /** Whether the time of a text is over, removed or not. */
    static boolean isOver(Handle handle, String id, EvidenceLimits limits, Instant now) {
        return handle.createQuery("SELECT COUNT(*) FROM evidence WHERE id = :id AND " + OVER)
                        .bind("id", id)
                        .bind("now", StoredTime.of(now))
                        .bind("closed", closedBefore(limits, now))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static long closedBefore(EvidenceLimits limits, Instant now) {
        return StoredTime.of(StoredTime.before(now, limits.afterClosing()));
    }

    static EvidenceVault.Purged purge(Handle handle, EvidenceLimits limits, Instant now) {
        long closedBefore = closedBefore(limits, now);
        int texts = handle.createUpdate(
                        "UPDATE evidence SET sealed = NULL, purged = :now WHERE sealed IS NOT NULL AND " + OVER)
                .bind("now", StoredTime.of(now))
                .bind("closed", closedBefore)
                .execute();
        int keys = handle.createUpdate("DELETE FROM case_key WHERE case_id IN " + DONE
                        + " OR NOT EXISTS (SELECT 1 FROM evidence e"
                        + " WHERE e.case_id = case_key.case_id AND e.sealed IS NOT NULL)")
                .bind("closed", closedBefore)
                .execute();
        return new EvidenceVault.Purged(texts, keys);
    }
}
