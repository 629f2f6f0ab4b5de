// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch weights}: copies of models, whom they went to, and whether they are what was signed. */
@Command(
        name = "weights",
        header = "Marks copies of a model for each recipient, tells who leaked one, and signs models.",
        footer = {
            "  stillwatch weights mark model --recipient 'Example Bank' --out copies/example-bank",
            "  stillwatch weights trace leaked --original model",
            "  stillwatch weights sign model --key publisher.key --out model.sig"
        })
final class WeightsCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new WeightsCommand())
                .addSubcommand("mark", new WeightsMarkCommand(terminal))
                .addSubcommand("register", WeightsRegisterCommand.commandLine(terminal))
                .addSubcommand("trace", new WeightsTraceCommand(terminal))
                .addSubcommand("inspect", new WeightsInspectCommand(terminal))
                .addSubcommand("keygen", new WeightsKeygenCommand(terminal))
                .addSubcommand("sign", new WeightsSignCommand(terminal))
                .addSubcommand("verify", new WeightsVerifyCommand(terminal));
    }
}
