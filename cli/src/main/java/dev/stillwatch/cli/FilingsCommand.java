// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch filings}: what rules ask of a provider of models, and by when. */
@Command(
        name = "filings",
        header = "What rules ask of a provider of models, by when, and the papers for it.",
        description =
                "Rules are data, each with its standing and its source; which of them to follow is for counsel to say.",
        footer = {
            "  stillwatch filings rules --on 2027-01-01",
            "  stillwatch filings compute ledger.json --model m-large",
            "  stillwatch filings cluster cluster.json",
            "  stillwatch filings due incident.json",
            "  stillwatch filings write statement.json --incident incident.json --rule us-ca.sb53 --out papers"
        })
final class FilingsCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new FilingsCommand())
                .addSubcommand("rules", new FilingsRulesCommand(terminal))
                .addSubcommand("compute", new FilingsComputeCommand(terminal))
                .addSubcommand("cluster", new FilingsClusterCommand(terminal))
                .addSubcommand("due", new FilingsDueCommand(terminal))
                .addSubcommand("large-run", new FilingsLargeRunCommand(terminal))
                .addSubcommand("write", new FilingsWriteCommand(terminal));
    }
}
