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

/** {@code stillwatch case close}: ends work on a case. */
@Command(
        name = "close",
        header = "Ends work on a case.",
        description = "Actions in force run on until they end or are undone. The campaign coming back opens it again."
                + " Its sampled exchanges are erased 30 days later by 'case purge'.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:closed", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch case close C-2026-0001 --reason 'accounts verified or gone'")
final class CaseCloseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseCloseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case after;
        try (CaseStore store = cases.open()) {
            store.close(id, person.reason(), person.name(), Instant.now());
            after = store.find(id);
        }
        terminal.print(cases.json() ? CaseJson.text(after, List.of(), Map.of()) + "\n" : id + " is closed\n");
        return ExitStatus.OK;
    }
}
