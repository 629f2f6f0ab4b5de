// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch trace}: was a suspect trained on what was yours. */
@Command(
        name = "trace",
        header = "Looks in a suspect model for what its training data left.",
        footer = {
            "  stillwatch trace model --texts answers.jsonl --tokenizer tokenizer.json --reference ours.jsonl",
            "  stillwatch trace model --endpoint http://suspect:8000/v1 --model m --prompts prompts.jsonl",
            "  stillwatch trace suspect --texts answers.jsonl",
            "  stillwatch trace canaries --probes-out probes.jsonl",
            "  stillwatch trace canaries --texts answers.jsonl"
        })
final class TraceCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new TraceCommand())
                .addSubcommand("model", new TraceModelCommand(terminal))
                .addSubcommand("suspect", new TraceSuspectCommand(terminal))
                .addSubcommand("canaries", new TraceCanariesCommand(terminal));
    }
}
