// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch profile}: what models sound like, for {@code trace suspect}. */
@Command(
        name = "profile",
        header = "Keeps profiles of models that a suspect may have learnt from, and of innocent ones.",
        footer = {
            "  stillwatch profile add gpt-4 answers.jsonl --family openai-chat",
            "  stillwatch profile add guanaco-7b answers.jsonl --family guanaco --role decoy",
            "  stillwatch profile list"
        })
final class ProfileCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ProfileCommand())
                .addSubcommand("add", new ProfileAddCommand(terminal))
                .addSubcommand("list", new ProfileListCommand(terminal));
    }
}
