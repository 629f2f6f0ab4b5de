// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a file holds.
 *
 * @param positions where reading could have stopped, after each batch that says so
 */
record Reading(List<CorpusRecord> records, List<RowOutcome.Malformed> malformed, List<Position> positions) {

    static Reading of(DataFile file, ReadingSettings settings) {
        return from(file, settings, Position.START);
    }

    static Reading from(DataFile file, ReadingSettings settings, Position start) {
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Optional<FileLayout> layout = FileLayout.of(file, settings);
        if (layout.isEmpty()) {
            return reading;
        }
        try (CorpusRows rows = CorpusRows.open(file, layout.get(), settings, start)) {
            for (Optional<RowBatch> batch = rows.next(); batch.isPresent(); batch = rows.next()) {
                batch.get().read(reading::take);
                batch.get().next().ifPresent(reading.positions::add);
            }
        }
        return reading;
    }

    private void take(RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Read read -> records.add(read.content());
            case RowOutcome.Malformed bad -> malformed.add(bad);
        }
    }

    List<String> responses() {
        return records.stream().flatMap(each -> each.responses().stream()).toList();
    }

    List<String> prompts() {
        return records.stream().flatMap(each -> each.prompts().stream()).toList();
    }

    List<Long> malformedRows() {
        return malformed.stream().map(each -> each.place().row()).toList();
    }
}
