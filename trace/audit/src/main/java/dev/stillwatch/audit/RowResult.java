// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.RowOutcome;
import java.util.List;

/** What was seen of one row, without its texts. */
sealed interface RowResult {

    /** A row that cannot be read. */
    record Unread(RowOutcome.Malformed outcome) implements RowResult {}

    /**
     * A row that was looked at.
     *
     * @param characters in its answers; 0 where it has none, and then there was nothing to look at
     */
    record Seen(Finding finding, Stratum stratum, boolean plain, long characters) implements RowResult {}

    static RowResult of(RowOutcome outcome, List<Witness> witnesses) {
        return switch (outcome) {
            case RowOutcome.Malformed malformed -> new Unread(malformed);
            case RowOutcome.Read read -> seen(read.content(), witnesses);
        };
    }

    private static RowResult seen(CorpusRecord record, List<Witness> witnesses) {
        List<Evidence> evidence = record.responses().isEmpty()
                ? List.of()
                : witnesses.stream().flatMap(each -> each.of(record).stream()).toList();
        return new Seen(
                new Finding(record.place(), record.span(), Sources.nameOf(record), evidence),
                Stratum.of(record),
                record.plain(),
                record.responses().stream().mapToLong(String::length).sum());
    }
}
