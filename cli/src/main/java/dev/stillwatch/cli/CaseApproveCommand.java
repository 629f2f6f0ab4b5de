// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case approve}: puts what was proposed in force. */
@Command(
        name = "approve",
        header = "Puts a proposed action in force, from now on.",
        description = "Approving twice is the same as once.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:in force",
            "1:a fault in Stillwatch",
            "2:wrong usage, nothing to approve, changed by somebody else meanwhile, or no usable store"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case approve A-2026-0001 --by ana",
            "  stillwatch case approve C-2026-0001            all that is proposed in a case"
        })
final class CaseApproveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ACTION", description = "An action such as A-2026-0001, or a case.")
    private String id = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who approves (default: the name of the user logged in).")
    private String name = Objects.requireNonNullElse(System.getProperty("user.name"), "unknown");

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        try (CaseStore store = cases.open()) {
            List<Action> proposed = NamedActions.in(store, id, ActionStatus.PROPOSED);
            if (proposed.isEmpty()) {
                throw new StillwatchException("nothing in case " + id + " waits for approval");
            }
            for (Action action : proposed) {
                Action after = store.approve(action, name, now);
                terminal.print(cases.json() ? CaseJson.text(after) + "\n" : CaseText.action(after, now));
            }
        }
        return ExitStatus.OK;
    }
}
