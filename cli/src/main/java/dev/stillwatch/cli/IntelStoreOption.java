// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.SharingJson;
import dev.stillwatch.intel.SharingStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Where is kept what sharing needs, and how to print. */
final class IntelStoreOption {
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            required = true,
            description = "Where is kept what sharing needs; it holds secrets. See stillwatch intel init.")
    private Path file = Path.of("");

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    SharingStore open() {
        return SharingStore.open(file);
    }

    Path file() {
        return file;
    }

    Instant now() {
        return clock.instant();
    }

    /** Prints a record as it was asked for. */
    void print(Terminal terminal, Object record, String text) {
        terminal.print(format == OutputFormat.JSON ? SharingJson.text(record) + "\n" : Terminal.visible(text));
    }
}
