// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.audit.KnownTexts;
import dev.stillwatch.audit.PooledWitness;
import dev.stillwatch.audit.RowClaims;
import dev.stillwatch.audit.SelfDescriptions;
import dev.stillwatch.audit.StyleShares;
import dev.stillwatch.audit.Witness;
import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.duplicates.IndexKeys;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.ServedIndex;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--style",
            paramLabel = "shipped|none|DIR",
            description =
                    "The weights by which the style of the answers is read: those that come with Stillwatch, none,"
                            + " or your own: a folder with style-model.bin and style-calibration.bin (default:"
                            + " ${DEFAULT-VALUE}).")
    private String style = "shipped";

    @Mixin
    private AuditMarkOptions marks = new AuditMarkOptions();

    /**
     * What was opened for an audit.
     *
     * @param closing gives it back
     */
    record Opened(List<Witness> witnesses, List<PooledWitness> pooled, List<Runnable> closing)
            implements AutoCloseable {
        @Override
        public void close() {
            closing.forEach(Runnable::run);
        }
    }

    /**
     * Opens what was asked for.
     *
     * @param bytes of all files that will be read
     */
    Opened open(Terminal terminal, long bytes) {
        Opened opened = new Opened(
                new ArrayList<>(List.of(new RowClaims(), new SelfDescriptions())),
                new ArrayList<>(),
                new ArrayList<>());
        try {
            switch (style) {
                case "none" -> {}
                case "shipped" ->
                    opened.pooled().add(new StyleShares(StyleModel.shipped(), StyleCalibration.shipped(), bytes));
                default -> opened.pooled().add(own(Path.of(style), bytes));
            }
            for (Path file : knownSets) {
                KnownSet set = KnownSet.open(file);
                opened.closing().add(set::close);
                DataFile known = DataFile.of(file);
                opened.witnesses().add(new KnownTexts(set, "known set " + known.size() + " " + known.modified()));
            }
            Path folder = servedIndex;
            if (folder != null) {
                ServedIndex index = ServedIndex.open(folder, IndexKeys.at(indexKey, System::getenv));
                opened.closing().add(index::close);
                opened.witnesses().add(new KnownTexts(index, "served " + index.facts()));
            }
            marks.open(opened, terminal);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static StyleShares own(Path folder, long bytes) {
        return new StyleShares(
                parsed(folder.resolve("style-model.bin"), StyleModel::parse),
                parsed(folder.resolve("style-calibration.bin"), StyleCalibration::parse),
                bytes);
    }

    private static <T> T parsed(Path file, Function<byte[], T> parse) {
        try {
            return parse.apply(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StillwatchException(
                    file + " cannot be read; --style is shipped, none, or a folder with style-model.bin and"
                            + " style-calibration.bin",
                    e);
        } catch (IllegalArgumentException e) {
            throw new StillwatchException(file + ": " + e.getMessage() + "; train the weights again", e);
        }
    }
}
