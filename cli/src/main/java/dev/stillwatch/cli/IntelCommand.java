// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch intel}: shares campaigns with other providers. */
@Command(
        name = "intel",
        header = "Shares campaigns with other providers, redacted, and looks up what they share.",
        description = "STIX 2.1 over TAXII 2.1. What others share is a reason to look closer, and never a verdict.",
        footer = {
            "  stillwatch intel init --store sharing.db --name \"Example Models\"",
            "  stillwatch intel share c-1f3a --store sharing.db",
            "  stillwatch intel share c-1f3a --store sharing.db --out bundle.json",
            "  stillwatch intel serve --store sharing.db --peer acme=file:acme.secret",
            "  stillwatch intel pull https://intel.acme.example/taxii2/ --peer acme --secret env:ACME --store sharing.db",
            "  stillwatch intel match --store sharing.db"
        })
final class IntelCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new IntelCommand())
                .addSubcommand("init", new IntelInitCommand(terminal))
                .addSubcommand("share", new IntelShareCommand(terminal))
                .addSubcommand("revoke", new IntelRevokeCommand(terminal))
                .addSubcommand("show", new IntelShowCommand(terminal))
                .addSubcommand("read", new IntelReadCommand(terminal))
                .addSubcommand("match", new IntelMatchCommand(terminal))
                .addSubcommand("forget", new IntelForgetCommand(terminal))
                .addSubcommand("serve", new IntelServeCommand(terminal))
                .addSubcommand("pull", new IntelPullCommand(terminal))
                .addSubcommand("push", new IntelPushCommand(terminal))
                .addSubcommand("key", IntelKeyCommand.commandLine(terminal));
    }
}
