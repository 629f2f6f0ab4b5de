// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.filings.FilingFiles;
import dev.stillwatch.filings.Incident;
import dev.stillwatch.filings.Obligation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch filings due}: what one incident makes due. */
@Command(
        name = "due",
        header = "Says what an incident makes due, under every rule, and by when.",
        description =
                "Rules that do not bind are shown too, and marked: proposals, and acts that are not in force yet.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing that binds is over due",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a file that cannot be read",
            "3:something that binds is over due"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch filings due incident.json",
            "  stillwatch filings due incident.json --known 2026-11-01 --format json"
        })
final class FilingsDueCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "INCIDENT", description = "The incident, JSON; see docs/filings.md.")
    private Path file = Path.of("");

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FilingsDueCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Incident incident = FilingFiles.incident(SmallFiles.read(file), file.toString());
        List<Obligation> due = rules.book().of(incident, rules.known());
        terminal.print(format == OutputFormat.JSON ? FilingFiles.json(due) + "\n" : text(due, rules.now()));
        return due.stream().anyMatch(each -> each.binding() && each.overdue(rules.now()))
                ? ExitStatus.FAILED
                : ExitStatus.OK;
    }

    /** Lines for people. */
    static String text(List<Obligation> due, Instant now) {
        StringBuilder text = new StringBuilder();
        for (Obligation each : due) {
            String state = !each.binding()
                    ? "does not bind: " + FilingsRulesCommand.words(each.standing())
                    : each.overdue(now) ? "OVER DUE" : "binds";
            text.append(String.format(
                    Locale.ROOT,
                    "%s  %-12s %s to %s (%s)%n",
                    each.due(),
                    each.rule(),
                    each.form(),
                    each.recipient(),
                    state));
        }
        return text.isEmpty() ? "Nothing is due under any rule known.\n" : text.toString();
    }
}
