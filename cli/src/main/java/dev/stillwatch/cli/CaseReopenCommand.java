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

/** {@code stillwatch case reopen}: takes up work again. */
@Command(
        name = "reopen",
        header = "Takes up work on a closed case again.",
        description = "Does nothing to one that is open.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:open",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such case, one that merged into another, or no usable store"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case reopen C-2026-0001 --reason 'new accounts, same prompts'"})
final class CaseReopenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseReopenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case after;
        try (CaseStore store = cases.open()) {
            store.reopen(id, person.reason(), person.name(), Instant.now());
            after = store.find(id);
        }
        terminal.print(
                cases.json()
                        ? CaseJson.text(after, List.of(), Map.of()) + "\n"
                        : id + " is " + after.state().label() + "\n");
        return ExitStatus.OK;
    }
}
