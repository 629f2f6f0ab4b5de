// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case note}: writes something down. */
@Command(
        name = "note",
        header = "Writes something into the history of a case.",
        description = "It stands in dossiers: no personal data belongs into it.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:written", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case note C-2026-0001 'asked the customer' --by ana"})
final class CaseNoteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to write down.")
    private String text = "";

    @Mixin
    private WhoOption who = new WhoOption();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseNoteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Case after;
        try (CaseStore store = cases.open()) {
            if (text.isBlank()) {
                throw new StillwatchException("the note is blank; say what to write down");
            }
            store.note(id, text, who.name(), Instant.now());
            after = store.find(id);
        }
        terminal.print(cases.json() ? CaseJson.text(after, List.of(), Map.of()) + "\n" : id + " has the note\n");
        return ExitStatus.OK;
    }
}
