// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stillwatch evidence}: the tamper-evident log. */
@Command(
        name = "evidence",
        header = "Keeps, checks and proves a tamper-evident log of what was decided.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch evidence init log --origin example.com/evidence --key evidence.key",
            "  stillwatch evidence verify log --log-key evidence.key.vkey",
            "  stillwatch evidence prove log --index 17 --log-key evidence.key.vkey --out 17.tlog-proof"
        })
final class EvidenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Shows how to use it, for no command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.USAGE;
    }

    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new EvidenceCommand())
                .addSubcommand("keygen", new EvidenceKeygenCommand(terminal))
                .addSubcommand("init", new EvidenceInitCommand(terminal))
                .addSubcommand("verify", new EvidenceVerifyCommand(terminal))
                .addSubcommand("show", new EvidenceShowCommand(terminal))
                .addSubcommand("prove", new EvidenceProveCommand(terminal))
                .addSubcommand("checkpoint", new EvidenceCheckpointCommand(terminal))
                .addSubcommand("witness", new EvidenceWitnessCommand(terminal));
    }
}
