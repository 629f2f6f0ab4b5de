// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch case list}: the queue. */
@Command(
        name = "list",
        header = "Lists cases, newest first.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:listed", "1:a fault in Stillwatch", "2:wrong usage, or a store that cannot be used"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case list", "  stillwatch case list --state new,open --format json"})
final class CaseListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all but closed and merged).")
    private List<CaseState> states = new ArrayList<>();

    @Option(names = "--all", description = "Those that are closed or merged, too.")
    private boolean all;

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Set<CaseState> wanted = EnumSet.noneOf(CaseState.class);
        wanted.addAll(states);
        if (states.isEmpty() && !all) {
            wanted.addAll(List.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED));
        }
        List<CaseSummary> rows;
        try (CaseStore store = cases.open()) {
            rows = store.cases(wanted);
        }
        terminal.print(cases.json() ? CaseJson.text(rows) + "\n" : CaseText.queue(rows));
        return ExitStatus.OK;
    }
}
