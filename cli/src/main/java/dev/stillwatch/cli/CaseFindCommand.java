// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CasePage;
import dev.stillwatch.cases.CaseQuery;
import dev.stillwatch.cases.CaseStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch case find}: the cases of an account. */
@Command(
        name = "find",
        header = "Finds the cases that have or had an account, in whatever state they are.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:looked up, found or not", "1:a fault in Stillwatch", "2:wrong usage, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch case find --account key-0017", "  stillwatch case find --account key-0017 --format json"
        })
final class CaseFindCommand implements Callable<Integer> {
    private static final int MOST = 1_000;

    private final Terminal terminal;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            required = true,
            description = "The account, exactly as recorded.")
    private String account = "";

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseFindCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CasePage found;
        try (CaseStore store = cases.open()) {
            found = store.cases(CaseQuery.ALL.with(account).page(0, MOST));
        }
        terminal.print(cases.json() ? CaseJson.text(found.cases()) + "\n" : CaseText.queue(found.cases()));
        if (found.total() > found.cases().size()) {
            terminal.say("These are " + found.cases().size() + " of " + found.total() + ".");
        }
        return ExitStatus.OK;
    }
}
