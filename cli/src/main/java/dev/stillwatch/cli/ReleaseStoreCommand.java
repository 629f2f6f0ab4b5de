// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.release.Manifest;
import dev.stillwatch.release.Vault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release store}. */
@Command(
        name = "store",
        header = "Takes a model into the vault, encrypted.",
        description = {
            "Every artefact has a key of its own, wrapped under the vault's. The model stays where it was: remove it there."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:stored", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release store model --model aurora-2 --vault vault"})
final class ReleaseStoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PLACE", description = "The model's folder, or its one file.")
    private Path place = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", required = true, description = "As requests name it.")
    private String model = "";

    @Mixin
    private VaultOption vaults = new VaultOption();

    ReleaseStoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Vault vault = vaults.open();
        Manifest stored;
        try (Progress shown = new Progress(terminal)) {
            stored = vault.store(
                    place,
                    model,
                    Optional.empty(),
                    Clock.systemUTC().instant(),
                    (bytes, of) -> shown.stage(
                            () -> String.format(Locale.ROOT, "encrypting: %.1f of %.1f GB", bytes / 1e9, of / 1e9)));
        }
        terminal.print(String.format(
                Locale.ROOT,
                "%s: %d files, %,d bytes in %d shards%n",
                stored.id(),
                stored.files().size(),
                stored.bytes(),
                stored.shards().size()));
        return ExitStatus.OK;
    }
}
