// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch party}: who customers are. */
@Command(
        name = "party",
        header = "Keeps who customers are, whose they are, and what official lists say of them.",
        footer = {
            "  stillwatch party add customer.json --store parties.db",
            "  stillwatch party screen --lists lists --store parties.db",
            "  stillwatch party decide c-1 SDN:36 --outcome different --reason \"another year of birth\" --by ann --lists lists"
                    + " --store parties.db",
            "  stillwatch party show c-1 --store parties.db"
        })
final class PartyCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new PartyCommand())
                .addSubcommand("add", new PartyAddCommand(terminal))
                .addSubcommand("withdraw", new PartyWithdrawCommand(terminal))
                .addSubcommand("show", new PartyShowCommand(terminal))
                .addSubcommand("screen", new PartyScreenCommand(terminal))
                .addSubcommand("decide", new PartyDecideCommand(terminal))
                .addSubcommand("accounts", new PartyAccountsCommand(terminal))
                .addSubcommand("erase", new PartyEraseCommand(terminal));
    }
}
