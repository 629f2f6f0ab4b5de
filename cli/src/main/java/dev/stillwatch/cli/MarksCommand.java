// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch marks}: output watermarks. */
@Command(
        name = "marks",
        header = "Looks for output watermarks in texts, leaves them, and keeps their keys.",
        footer = {
            "  stillwatch marks keys new acme --scheme gumbel-vllm --tenant acme",
            "  stillwatch marks verify suspect.jsonl --tokenizer tokenizer.json",
            "  stillwatch marks background ours/*.jsonl --tokenizer tokenizer.json --out background",
            "  stillwatch marks serve --token-file sampling-token"
        })
final class MarksCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new MarksCommand())
                .addSubcommand("verify", new MarksVerifyCommand(terminal))
                .addSubcommand("background", new MarksBackgroundCommand(terminal))
                .addSubcommand("serve", new MarksServeCommand(terminal))
                .addSubcommand("keys", MarksKeysCommand.commandLine(terminal));
    }
}
