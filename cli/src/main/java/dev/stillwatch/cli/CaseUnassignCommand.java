// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case unassign}: gives a case back. */
@Command(
        name = "unassign",
        header = "Gives a case back, so that nobody works on it.",
        description = "Doing so twice is the same as once.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:given back", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case unassign C-2026-0001"})
final class CaseUnassignCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Mixin
    private WhoOption who = new WhoOption();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseUnassignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case after;
        try (CaseStore store = cases.open()) {
            store.unassign(id, who.name(), Instant.now());
            after = store.find(id);
        }
        terminal.print(cases.json() ? CaseJson.text(after, List.of(), Map.of()) + "\n" : id + " is with nobody\n");
        return ExitStatus.OK;
    }
}
