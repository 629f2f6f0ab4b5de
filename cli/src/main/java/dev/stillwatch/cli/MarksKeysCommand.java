// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch marks keys}: the registry of marks that were ever served. */
@Command(
        name = "keys",
        header = "Keeps the keys of all marks that were ever served, sealed.",
        footer = {
            "  stillwatch marks keys new acme --scheme gumbel-vllm --tenant acme",
            "  stillwatch marks keys import old --scheme gumbel-vllm --key file:vllm.key",
            "  stillwatch marks keys list",
            "  stillwatch marks keys rotate acme",
            "  stillwatch marks keys export 'acme#2' --out acme.key"
        })
final class MarksKeysCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new MarksKeysCommand())
                .addSubcommand("new", new MarksKeysNewCommand(terminal))
                .addSubcommand("import", new MarksKeysImportCommand(terminal))
                .addSubcommand("list", new MarksKeysListCommand(terminal))
                .addSubcommand("rotate", new MarksKeysRotateCommand(terminal))
                .addSubcommand("export", new MarksKeysExportCommand(terminal));
    }
}
