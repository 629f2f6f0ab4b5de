// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case claim}: takes a case. */
@Command(
        name = "claim",
        header = "Takes a case to work on it.",
        description =
                "Refused while somebody else works on it; 'case assign' takes it from them. Claiming twice is the same as once.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:yours",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such case, somebody else works on it, or no usable store"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case claim C-2026-0001", "  stillwatch case claim C-2026-0001 --by ana"})
final class CaseClaimCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Mixin
    private WhoOption who = new WhoOption();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseClaimCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case after;
        try (CaseStore store = cases.open()) {
            store.claim(id, who.name(), Instant.now());
            after = store.find(id);
        }
        terminal.print(
                cases.json()
                        ? CaseJson.text(after, List.of(), Map.of()) + "\n"
                        : id + " is with " + VisibleText.shortened(who.name(), 80) + "\n");
        return ExitStatus.OK;
    }
}
