// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case show}: all about one case. */
@Command(
        name = "show",
        header = "Shows a case: evidence for and against, actions, findings, history.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case show C-2026-0001", "  stillwatch case show C-2026-0001 --format json"})
final class CaseShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case one;
        List<EvidenceItem> evidence;
        try (CaseStore store = cases.open()) {
            one = store.find(id);
            evidence = CaseOptions.sealedVault(store).list(id);
        }
        terminal.print(
                cases.json()
                        ? CaseJson.text(one, evidence, Map.of()) + "\n"
                        : CaseText.whole(one, evidence, Instant.now()));
        return ExitStatus.OK;
    }
}
