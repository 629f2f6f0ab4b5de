// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stillwatch case}: the campaigns found, and what is done about them. */
@Command(
        name = "case",
        header = "Works on campaigns as cases: decide once for all their accounts, approve, undo, prove.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case open stillwatch-report            make cases of what a scan found",
            "  stillwatch case list                              the queue",
            "  stillwatch case decide C-2026-0001 suspend --for 7d --reason 'automated harvesting'",
            "  stillwatch case undo C-2026-0001 --reason 'a pilot customer'"
        })
final class CaseCommand implements Callable<Integer> {
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
        return new CommandLine(new CaseCommand())
                .addSubcommand("open", new CaseOpenCommand(terminal))
                .addSubcommand("list", new CaseListCommand(terminal))
                .addSubcommand("show", new CaseShowCommand(terminal))
                .addSubcommand("decide", new CaseDecideCommand(terminal))
                .addSubcommand("approve", new CaseApproveCommand(terminal))
                .addSubcommand("undo", new CaseUndoCommand(terminal))
                .addSubcommand("feedback", new CaseFeedbackCommand(terminal))
                .addSubcommand("close", new CaseCloseCommand(terminal))
                .addSubcommand("reveal", new CaseRevealCommand(terminal))
                .addSubcommand("export", new CaseExportCommand(terminal))
                .addSubcommand("purge", new CasePurgeCommand(terminal));
    }
}
