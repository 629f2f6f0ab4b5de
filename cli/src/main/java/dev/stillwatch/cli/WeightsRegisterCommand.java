// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch weights register}: who received which copy. */
@Command(
        name = "register",
        header = "Shows who received which copy, and takes that into an evidence log.",
        footer = {
            "  stillwatch weights register list",
            "  stillwatch weights register record --log log --log-signing-key evidence.key --records records"
        })
final class WeightsRegisterCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new WeightsRegisterCommand())
                .addSubcommand("list", new WeightsRegisterListCommand(terminal))
                .addSubcommand("record", new WeightsRegisterRecordCommand(terminal));
    }
}
