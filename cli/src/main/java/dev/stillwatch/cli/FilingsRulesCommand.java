// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.filings.FilingFiles;
import dev.stillwatch.filings.ReportingRule;
import dev.stillwatch.filings.RuleBook;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch filings rules}: the rules and how they stand. */
@Command(
        name = "rules",
        header = "Shows the rules and how they stand on a day.",
        description = "JSON is the whole book, which --rules takes.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or rules that cannot be read"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch filings rules",
            "  stillwatch filings rules --on 2025-12-01 --known 2025-11-01",
            "  stillwatch filings rules --format json > my-rules.json"
        })
final class FilingsRulesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Option(
            names = "--on",
            paramLabel = "TIME",
            converter = Times.class,
            description = "How they stand then (default: now).")
    private @Nullable Instant on;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FilingsRulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook book = rules.book();
        terminal.print(format == OutputFormat.JSON ? FilingFiles.json(book) + "\n" : text(book));
        return ExitStatus.OK;
    }

    private String text(RuleBook book) {
        Instant day = on == null ? rules.now() : on;
        StringBuilder text = new StringBuilder();
        for (ReportingRule rule : book.rules()) {
            String standing = rule.standing(day, rules.known())
                    .map(window -> words(window.standing()) + " since " + window.from() + " (" + window.basis() + ")")
                    .orElse("not there yet");
            text.append(String.format(
                    Locale.ROOT,
                    "%s  %s%n    %s%n    %s%n    source: %s%s%n",
                    rule.id(),
                    rule.title(),
                    rule.citation(),
                    standing,
                    rule.source(),
                    rule.verified() ? "" : " (not checked against the text)"));
        }
        return text.append("Rules of ")
                .append(book.version())
                .append(". Not legal advice.\n")
                .toString();
    }

    static String words(ReportingRule.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
