// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stillwatch policy}: what follows from what was found. */
@Command(
        name = "policy",
        header = "Tests, previews, signs and replays policy packs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch policy test policy/default                              run the cases beside packs",
            "  stillwatch policy preview new.yaml --against stillwatch-report     whom a pack would touch",
            "  stillwatch policy keygen team                                      make a key that signs packs",
            "  stillwatch policy sign new.yaml --key team.key                     sign a pack"
        })
final class PolicyCommand implements Callable<Integer> {
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
        CommandLine policy = new CommandLine(new PolicyCommand());
        policy.addSubcommand("test", new PolicyTestCommand(terminal));
        policy.addSubcommand("preview", new PolicyPreviewCommand(terminal, InstantSource.system()));
        policy.addSubcommand("show", new PolicyShowCommand(terminal));
        policy.addSubcommand("keygen", new PolicyKeygenCommand(terminal));
        policy.addSubcommand("sign", new PolicySignCommand(terminal));
        policy.addSubcommand("verify", new PolicyVerifyCommand(terminal));
        policy.addSubcommand("replay", new PolicyReplayCommand(terminal));
        return policy;
    }
}
