// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch release}: who may receive which weights. */
@Command(
        name = "release",
        header = "Decides who may receive weights, hands them over within limits, and keeps account of every copy.",
        footer = {
            "  stillwatch release store model --model aurora-2 --vault vault",
            "  stillwatch release request request.json --model model.json",
            "  stillwatch release decide r-1 --packs policy/releases --unsigned allow --parties parties.db --lists lists",
            "  stillwatch release directive directive.yaml"
        })
final class ReleaseCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ReleaseCommand())
                .addSubcommand("request", new ReleaseRequestCommand(terminal))
                .addSubcommand("decide", new ReleaseDecideCommand(terminal))
                .addSubcommand("approve", new ReleaseApproveCommand(terminal))
                .addSubcommand("store", new ReleaseStoreCommand(terminal))
                .addSubcommand("copy", new ReleaseCopyCommand(terminal))
                .addSubcommand("keys", new ReleaseKeysCommand(terminal))
                .addSubcommand("keygen", new ReleaseKeygenCommand(terminal))
                .addSubcommand("open", new ReleaseOpenCommand(terminal))
                .addSubcommand("access", new ReleaseAccessCommand(terminal))
                .addSubcommand("recall", new ReleaseRecallCommand(terminal))
                .addSubcommand("destroyed", new ReleaseDestroyedCommand(terminal))
                .addSubcommand("show", new ReleaseShowCommand(terminal))
                .addSubcommand("inventory", new ReleaseInventoryCommand(terminal))
                .addSubcommand("replay", new ReleaseReplayCommand(terminal))
                .addSubcommand("directive", new ReleaseDirectiveCommand(terminal))
                .addSubcommand("record", new ReleaseRecordCommand(terminal));
    }
}
