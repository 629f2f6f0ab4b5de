// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch index}: what was there before. */
@Command(
        name = "index",
        header = "Knows what was served, and what stands in known data sets, without keeping text.",
        footer = {
            "  stillwatch index build logs/ --out served",
            "  stillwatch index lookup suspect.jsonl --index served",
            "  stillwatch index build --kind known-set --name alpaca52k alpaca.jsonl.gz --out alpaca52k.sketch"
        })
final class IndexCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new IndexCommand())
                .addSubcommand("build", new IndexBuildCommand(terminal))
                .addSubcommand("show", new IndexShowCommand(terminal))
                .addSubcommand("lookup", new IndexLookupCommand(terminal));
    }
}
