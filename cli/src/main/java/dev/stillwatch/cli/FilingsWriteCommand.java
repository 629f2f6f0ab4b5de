// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.filings.Filing;
import dev.stillwatch.filings.FilingFiles;
import dev.stillwatch.filings.FilingPages;
import dev.stillwatch.filings.Incident;
import dev.stillwatch.filings.Obligation;
import dev.stillwatch.filings.RuleBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch filings write}: the papers for one obligation. */
@Command(
        name = "write",
        header = "Writes a filing as PDF, HTML and JSON, confidential and public.",
        description = "Fields marked confidential are withheld in the public version. Nothing is handed in anywhere.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, a file that cannot be read, or nothing that is due under the rule"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch filings write statement.json --incident incident.json --rule us-ca.sb53 --out papers",
            "  stillwatch filings write statement.json --incident incident.json --rule us-ca.sb53"
                    + " --form \"notice of an imminent risk\" --out papers"
        })
final class FilingsWriteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "STATEMENT", description = "Who files, and the fields, JSON; see docs/filings.md.")
    private Path statement = Path.of("");

    @Option(names = "--incident", paramLabel = "FILE", required = true, description = "What happened.")
    private Path incident = Path.of("");

    @Option(names = "--rule", paramLabel = "ID", required = true, description = "Under which rule.")
    private String rule = "";

    @Option(names = "--form", paramLabel = "NAME", description = "Which form, where the rule asks for several.")
    private @Nullable String form;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where to; made if it is not there.")
    private Path out = Path.of("");

    @Mixin
    private RuleOptions rules = new RuleOptions();

    FilingsWriteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook book = rules.book();
        Incident happened = FilingFiles.incident(SmallFiles.read(incident), incident.toString());
        Filing filing = FilingFiles.statement(SmallFiles.read(statement), statement.toString())
                .filing(chosen(book.of(happened, rules.known())), book, rules.now());
        try {
            Files.createDirectories(out);
            for (Filing.Version version : Filing.Version.values()) {
                String name = filing.obligation().rule() + "-" + version.name().toLowerCase(Locale.ROOT);
                write(name + ".pdf", FilingPages.pdf(filing, version));
                write(name + ".html", FilingPages.html(filing, version).getBytes(StandardCharsets.UTF_8));
                write(name + ".json", (FilingPages.json(filing, version) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new StillwatchException(out + ": cannot be written to; name another folder with --out", e);
        }
        terminal.print("Due " + filing.obligation().due() + ", to "
                + filing.obligation().recipient() + ".\n");
        return ExitStatus.OK;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = out.resolve(name);
        Files.write(file, bytes);
        terminal.print(file + "\n");
    }

    private Obligation chosen(List<Obligation> due) {
        List<Obligation> under = due.stream()
                .filter(each ->
                        each.rule().equals(rule) && (form == null || each.form().equals(form)))
                .toList();
        if (under.isEmpty()) {
            throw new StillwatchException("nothing is due under rule " + rule
                    + (form == null ? "" : " by the form '" + form + "'") + "; stillwatch filings due shows what is");
        }
        if (under.size() > 1) {
            throw new StillwatchException("rule " + rule + " asks for several things; choose one with --form: "
                    + String.join(", ", under.stream().map(Obligation::form).toList()));
        }
        return under.getFirst();
    }
}
