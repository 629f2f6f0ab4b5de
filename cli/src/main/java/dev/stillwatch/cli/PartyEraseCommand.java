// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.PartyId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch party erase}: forgets a party. */
@Command(
        name = "erase",
        header = "Erases a party with its facts, holdings, screenings and determinations.",
        description = "Rules say how long records must be kept: see to that first. Nothing can bring them back.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:erased", "1:a fault in Stillwatch", "2:wrong usage, or no such party"},
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch party erase c-1 --store parties.db")
final class PartyEraseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Which party.")
    private String id = "";

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    PartyEraseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PartyId party = new PartyId(id);
        if (!parties.open().erase(party)) {
            throw new StillwatchException("there is no party " + party + " in this store");
        }
        terminal.print(party + ": erased\n");
        return ExitStatus.OK;
    }
}
