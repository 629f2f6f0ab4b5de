// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case reveal}: shows the text of a sampled exchange, on record. */
@Command(
        name = "reveal",
        header = "Shows the text of a sampled exchange. Who reads it and why is recorded first.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:shown",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such evidence, its text was removed, another key, or no usable store"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch case reveal E-2026-0001 --reason 'to check the verdict before suspending'")
final class CaseRevealCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "EVIDENCE", description = "Such as E-2026-0001; 'case show' lists them.")
    private String id = "";

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseRevealCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<EvidencePart> parts;
        try (CaseStore store = cases.open()) {
            parts = CaseOptions.vault(store, keys.key()).reveal(id, person.name(), person.reason(), Instant.now());
        }
        terminal.print(cases.json() ? EvidencePart.json(id, parts) + "\n" : text(parts));
        return ExitStatus.OK;
    }

    private static String text(List<EvidencePart> parts) {
        StringBuilder out = new StringBuilder();
        for (EvidencePart part : parts) {
            out.append(part.role().label())
                    .append(":\n")
                    .append(VisibleText.ofLines(part.text()))
                    .append("\n\n");
        }
        return out.toString();
    }
}
