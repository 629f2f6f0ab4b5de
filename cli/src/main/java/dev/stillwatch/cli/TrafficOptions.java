// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.range.LabelledExchange;
import dev.stillwatch.range.TrafficFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options on where labelled traffic goes, and the writing of it. */
final class TrafficOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "Folder for the log, truth.csv, and the baseline log where there is one; earlier ones in it are"
                            + " replaced.")
    private @Nullable Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--compression",
            paramLabel = "none|gzip|zstd",
            description = "How the log is compressed (default: zstd).")
    private Compression compression = Compression.ZSTD;

    long seed() {
        return seed;
    }

    /**
     * Writes the folder and says what is in it.
     *
     * @param source hands over every exchange, earliest first
     */
    void write(Terminal terminal, Instant start, Consumer<Consumer<LabelledExchange>> source) {
        Path folder = out;
        if (folder == null) {
            throw new ParameterException(spec.commandLine(), "name a folder to write to with --out DIR");
        }
        String written;
        try (Progress progress = new Progress(terminal);
                TrafficFolder traffic = new TrafficFolder(folder, compression.suffix(), start)) {
            source.accept(labelled -> {
                traffic.accept(labelled);
                if (traffic.exchanges() % 1_000 == 0) {
                    progress.step(String.format(Locale.ROOT, "writing %,d exchanges", traffic.exchanges()));
                }
            });
            written = String.format(
                    Locale.ROOT,
                    "%,d exchanges of %,d accounts, and %,d of a baseline, in %s%n",
                    traffic.exchanges(),
                    traffic.accounts(),
                    traffic.baselineExchanges(),
                    folder);
        }
        terminal.print(Terminal.visible(written));
    }
}
