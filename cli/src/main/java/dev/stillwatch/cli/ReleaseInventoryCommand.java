// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.release.CopyInventory;
import dev.stillwatch.release.ReleaseJson;
import dev.stillwatch.release.ReleaseStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch release inventory}. */
@Command(
        name = "inventory",
        header = "Lists every copy of weights: which, where, whose, and in what state.",
        description = {"Artefacts of the vault, and copies that releases know. What the two disagree on is said."},
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:listed",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a vault that cannot be read",
            "3:vault and releases disagree"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release inventory --vault vault",
            "  stillwatch release inventory --vault vault --format json"
        })
final class ReleaseInventoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private VaultOption vaults = new VaultOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ReleaseInventoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseStore store = releases.open();
        CopyInventory inventory = CopyInventory.of(
                vaults.open(), store.releases().stream().map(store::history).toList());
        terminal.print(
                format == OutputFormat.JSON
                        ? ReleaseJson.write(inventory) + "\n"
                        : Terminal.visible(ReleaseText.of(inventory)));
        return inventory.problems().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
