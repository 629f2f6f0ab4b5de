// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.CorpusRows;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.DataFiles;
import dev.stillwatch.corpus.FileLayout;
import dev.stillwatch.corpus.Position;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.corpus.RowBatch;
import dev.stillwatch.corpus.RowOutcome;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.scan.ScanProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the rows of data sets one after another; one that cannot be read is named, counted and passed over. */
final class DataSetTexts {
    private static final int MOST_NAMED = 5;

    private final List<String> named = new ArrayList<>();
    private long rows;
    private long skipped;

    /** How many rows were read. */
    long rows() {
        return rows;
    }

    /** How many were passed over. */
    long skipped() {
        return skipped;
    }

    /** The first that were passed over, with the reason. */
    List<String> named() {
        return named;
    }

    /** Reads all files that the arguments name. */
    void read(List<String> arguments, ScanProgress progress, Consumer<CorpusRecord> sink) {
        List<DataFile> files = DataFiles.find(arguments);
        long total = files.stream().mapToLong(DataFile::size).sum();
        long before = 0;
        for (DataFile file : files) {
            Optional<FileLayout> layout = FileLayout.of(file, ReadingSettings.DEFAULTS);
            if (layout.isPresent()) {
                try (CorpusRows open = CorpusRows.open(file, layout.get(), ReadingSettings.DEFAULTS, Position.START)) {
                    for (Optional<RowBatch> batch = open.next(); batch.isPresent(); batch = open.next()) {
                        batch.get().read(outcome -> take(outcome, sink));
                        progress.at(file.name(), before + open.bytesRead(), total, rows);
                    }
                }
            }
            before += file.size();
        }
    }

    private void take(RowOutcome outcome, Consumer<CorpusRecord> sink) {
        switch (outcome) {
            case RowOutcome.Read(CorpusRecord content) -> {
                rows++;
                sink.accept(content);
            }
            case RowOutcome.Malformed(var place, String reason) -> {
                skipped++;
                if (named.size() < MOST_NAMED) {
                    named.add(place + ": " + reason);
                }
            }
        }
    }

    /** The text by which a row is known in a set: its answers, with the prompts where those are short. */
    static CharSequence identifying(CorpusRecord row) {
        return KnownSet.identifying(String.join("\n", row.prompts()), String.join("\n", row.responses()));
    }
}
