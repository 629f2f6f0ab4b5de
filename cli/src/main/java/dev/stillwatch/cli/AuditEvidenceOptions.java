// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.audit.KnownTexts;
import dev.stillwatch.audit.RowClaims;
import dev.stillwatch.audit.SelfDescriptions;
import dev.stillwatch.audit.Witness;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.duplicates.IndexKeys;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.OverlapIndex;
import dev.stillwatch.duplicates.ServedIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an audit looks at beside what always is looked at. */
final class AuditEvidenceOptions {
    @Option(
            names = "--known-set",
            paramLabel = "FILE",
            description = "A sketch of a data set that is known to hold a model's answers, as index build makes it."
                    + " May be given several times.")
    private List<Path> knownSets = new ArrayList<>();

    @Option(
            names = "--served-index",
            paramLabel = "DIR",
            description = "An index of the answers that your own models served, as index build makes it.")
    private @Nullable Path servedIndex;

    @Option(
            names = "--index-key",
            paramLabel = "file:PATH|env:NAME",
            description = "The key of that index (default: ${DEFAULT-VALUE}).")
    private String indexKey = "stillwatch-state/index-key.json";

    /** What was opened for an audit. */
    record Opened(List<Witness> witnesses, List<OverlapIndex> indexes) implements AutoCloseable {
        @Override
        public void close() {
            indexes.forEach(OverlapIndex::close);
        }
    }

    Opened open() {
        Opened opened =
                new Opened(new ArrayList<>(List.of(new RowClaims(), new SelfDescriptions())), new ArrayList<>());
        try {
            for (Path file : knownSets) {
                KnownSet set = KnownSet.open(file);
                opened.indexes().add(set);
                DataFile known = DataFile.of(file);
                opened.witnesses().add(new KnownTexts(set, "known set " + known.size() + " " + known.modified()));
            }
            Path folder = servedIndex;
            if (folder != null) {
                ServedIndex index = ServedIndex.open(folder, IndexKeys.at(indexKey, System::getenv));
                opened.indexes().add(index);
                opened.witnesses().add(new KnownTexts(index, "served " + index.facts()));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
