// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch evidence}: the tamper-evident log. */
@Command(
        name = "evidence",
        header = "Keeps, checks and proves a tamper-evident log of what was decided.",
        footer = {
            "  stillwatch evidence init log --origin example.com/evidence --key evidence.key",
            "  stillwatch evidence verify log --log-key evidence.key.vkey",
            "  stillwatch evidence prove log --index 17 --log-key evidence.key.vkey --out 17.tlog-proof"
        })
final class EvidenceCommand extends CommandGroup {
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
