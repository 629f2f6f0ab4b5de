// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.parties.PartyFile;
import dev.stillwatch.parties.PartyStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch party withdraw}: facts that were wrong. */
@Command(
        name = "withdraw",
        header = "Withdraws what a file says of a party: it does not stand any more.",
        description =
                "What was decided on it before stays explained by it. Facts are those with the same claim, basis and"
                        + " evidence; screenings and determinations that rested on them are made anew.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:withdrawn",
            "1:a fault in Stillwatch",
            "2:wrong usage, or the file says something that does not stand: then nothing is withdrawn"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch party withdraw wrong.json --store parties.db")
final class PartyWithdrawCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The party with the facts that were wrong, as for party add.")
    private Path file = Path.of("");

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    PartyWithdrawCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PartyFile wrong = PartyFile.read(SmallFiles.read(file), file.toString());
        PartyStore store = parties.open();
        int withdrawn = store.withdraw(wrong, parties.now());
        terminal.print(wrong.id() + ": " + WeightsInspectCommand.count(withdrawn, "fact") + " withdrawn\n");
        return ExitStatus.OK;
    }
}
