// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.RowOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was seen of one row, without its texts. */
sealed interface RowResult {

    /** A row that cannot be read. */
    record Unread(RowOutcome.Malformed outcome) implements RowResult {}

    /**
     * A row that was looked at.
     *
     * @param characters in its answers; 0 where it has none, and then there was nothing to look at
     * @param pooled what it adds to the counts of its source, by name
     */
    record Seen(Finding finding, Stratum stratum, boolean plain, long characters, Map<String, Long> pooled)
            implements RowResult {}

    static RowResult of(RowOutcome outcome, AuditPlan plan) {
        return switch (outcome) {
            case RowOutcome.Malformed malformed -> new Unread(malformed);
            case RowOutcome.Read read -> seen(read.content(), plan);
        };
    }

    private static RowResult seen(CorpusRecord record, AuditPlan plan) {
        List<Evidence> evidence = List.of();
        Map<String, Long> pooled = Map.of();
        if (!record.responses().isEmpty()) {
            evidence = plan.witnesses().stream()
                    .flatMap(each -> each.of(record).stream())
                    .toList();
            pooled = pooled(record, plan.pooled());
        }
        return new Seen(
                new Finding(record.place(), record.span(), Sources.nameOf(record), evidence),
                Stratum.of(record),
                record.plain(),
                record.responses().stream().mapToLong(String::length).sum(),
                pooled);
    }

    private static Map<String, Long> pooled(CorpusRecord record, List<PooledWitness> witnesses) {
        Map<String, Long> counts = new HashMap<>();
        for (PooledWitness each : witnesses) {
            each.counts(record).forEach((name, count) -> counts.put(SourceSummary.pooledName(each) + name, count));
        }
        return counts;
    }
}
