// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch case}: the campaigns found, and what is done about them. */
@Command(
        name = "case",
        header = "Works on campaigns as cases: decide once for all their accounts, approve, undo, prove.",
        footer = {
            "  stillwatch case open stillwatch-report            make cases of what a scan found",
            "  stillwatch case list                              the queue",
            "  stillwatch case decide C-2026-0001 suspend --for 7d --reason 'automated harvesting'",
            "  stillwatch case undo C-2026-0001 --reason 'a pilot customer'"
        })
final class CaseCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new CaseCommand())
                .addSubcommand("open", new CaseOpenCommand(terminal))
                .addSubcommand("list", new CaseListCommand(terminal))
                .addSubcommand("find", new CaseFindCommand(terminal))
                .addSubcommand("show", new CaseShowCommand(terminal))
                .addSubcommand("members", new CaseMembersCommand(terminal))
                .addSubcommand("claim", new CaseClaimCommand(terminal))
                .addSubcommand("assign", new CaseAssignCommand(terminal))
                .addSubcommand("unassign", new CaseUnassignCommand(terminal))
                .addSubcommand("note", new CaseNoteCommand(terminal))
                .addSubcommand("decide", new CaseDecideCommand(terminal))
                .addSubcommand("approve", new CaseApproveCommand(terminal))
                .addSubcommand("undo", new CaseUndoCommand(terminal))
                .addSubcommand("feedback", new CaseFeedbackCommand(terminal))
                .addSubcommand("close", new CaseCloseCommand(terminal))
                .addSubcommand("reopen", new CaseReopenCommand(terminal))
                .addSubcommand("reveal", new CaseRevealCommand(terminal))
                .addSubcommand("export", new CaseExportCommand(terminal))
                .addSubcommand("purge", new CasePurgeCommand(terminal));
    }
}
