// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case undo}: takes back what was done. */
@Command(
        name = "undo",
        header = "Takes back an action, or all actions of a case, at once.",
        description = "What was undone stays on record. Undoing twice is the same as once.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:undone",
            "1:a fault in Stillwatch",
            "2:wrong usage, nothing to undo, changed by somebody else meanwhile, or no usable store"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case undo A-2026-0001 --reason 'a pilot customer'",
            "  stillwatch case undo C-2026-0001 --reason 'a pilot customer'"
        })
final class CaseUndoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ACTION", description = "An action such as A-2026-0001, or a case.")
    private String id = "";

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseUndoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        try (CaseStore store = cases.open()) {
            List<Action> standing = NamedActions.in(store, id, ActionStatus.PROPOSED, ActionStatus.ACTIVE);
            if (standing.isEmpty()) {
                throw new StillwatchException("nothing in case " + id + " is proposed or in force");
            }
            for (Action action : standing) {
                Action after = store.undo(action, person.reason(), person.name(), now);
                terminal.print(cases.json() ? CaseJson.text(after) + "\n" : CaseText.action(after, now));
            }
        }
        return ExitStatus.OK;
    }
}
