// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.parties.PartyFile;
import dev.stillwatch.parties.PartyStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch party add}: enters facts and holdings. */
@Command(
        name = "add",
        header = "Enters what files say of parties; what stands already is not entered twice.",
        description = "All files are read before anything is entered.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:entered", "1:a fault in Stillwatch", "2:wrong usage, or a file that cannot be read"},
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch party add customer.json owner.json --store parties.db")
final class PartyAddCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A party, JSON; see docs/parties.md.")
    private List<Path> files = List.of();

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    PartyAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<PartyFile> read = files.stream()
                .map(file -> PartyFile.read(SmallFiles.read(file), file.toString()))
                .toList();
        PartyStore store = parties.open();
        for (PartyFile each : read) {
            int added = store.enter(each, parties.now());
            terminal.print(each.id() + ": " + added + (added == 1 ? " thing" : " things") + " entered\n");
        }
        return ExitStatus.OK;
    }
}
