// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch policy}: what follows from what was found. */
@Command(
        name = "policy",
        header = "Tests, previews, signs and replays policy packs.",
        footer = {
            "  stillwatch policy test policy/default                              run the cases beside packs",
            "  stillwatch policy preview new.yaml --against stillwatch-report     whom a pack would touch",
            "  stillwatch policy keygen team                                      make a key that signs packs",
            "  stillwatch policy sign new.yaml --key team.key                     sign a pack"
        })
final class PolicyCommand extends CommandGroup {
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
