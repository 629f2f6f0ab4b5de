// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.report.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch case feedback}: what a person found out. */
@Command(
        name = "feedback",
        header = "Records what was found out: confirmed, or a false positive.",
        description = "A false positive undoes all actions of the case and closes it; with --account, it releases those"
                + " accounts only. Accounts found to be false positives serve as benign when later traffic is judged.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:recorded", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case feedback C-2026-0001 false-positive --reason 'a class of students'",
            "  stillwatch case feedback C-2026-0001 confirmed --account a17 --reason 'stolen card'"
        })
final class CaseFeedbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "FINDING", description = "confirmed or false-positive.")
    private String finding = "";

    @Option(
            names = "--account",
            paramLabel = "A",
            description = "Only this account of the case; may be given several times.")
    private List<String> accounts = new ArrayList<>();

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseFeedbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Feedback.Finding found = finding();
        Case after;
        try (CaseStore store = cases.open()) {
            if (accounts.isEmpty()) {
                store.feedback(id, found, person.reason(), person.name(), Instant.now());
            } else {
                store.feedback(id, accounts, found, person.reason(), person.name(), Instant.now());
            }
            after = store.find(id);
        }
        int about = after.feedback().getLast().accounts().size();
        terminal.print(
                cases.json()
                        ? CaseJson.text(after, List.of(), Map.of()) + "\n"
                        : id + ": " + Figures.count(about, "account") + " " + found.label() + "; the case is "
                                + after.state().label() + "\n");
        return ExitStatus.OK;
    }

    private Feedback.Finding finding() {
        for (Feedback.Finding known : Feedback.Finding.values()) {
            if (known.label().equals(finding)) {
                return known;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "'" + finding + "' is no finding; write confirmed or false-positive");
    }
}
