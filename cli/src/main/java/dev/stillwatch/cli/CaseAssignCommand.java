// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case assign}: gives a case to somebody. */
@Command(
        name = "assign",
        header = "Gives a case to a person to work on, also from somebody else.",
        description = "A new case is open from then on.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:given",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such case, one that cannot be worked on, or no usable store"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case assign C-2026-0001 ben --by ana"})
final class CaseAssignCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "To whom.")
    private String to = "";

    @Mixin
    private WhoOption who = new WhoOption();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseAssignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case after;
        try (CaseStore store = cases.open()) {
            if (to.isBlank()) {
                throw new StillwatchException("the name is blank; say to whom, or use stillwatch case unassign");
            }
            store.assign(id, to, who.name(), Instant.now());
            after = store.find(id);
        }
        terminal.print(
                cases.json()
                        ? CaseJson.text(after, List.of(), Map.of()) + "\n"
                        : id + " is with " + VisibleText.shortened(to, 80) + "\n");
        return ExitStatus.OK;
    }
}
