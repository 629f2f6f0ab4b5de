// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.PackCases;
import dev.stillwatch.policy.PackFiles;
import dev.stillwatch.policy.PolicyJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch policy test}: runs the cases beside packs. */
@Command(
        name = "test",
        header = "Runs the cases beside policy packs.",
        description = "A pack in pack.yaml has its cases in pack.test.yaml: facts, and what the pack has to say about"
                + " them. Signatures are not looked at.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every case passed",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a pack or its cases cannot be read",
            "3:at least one case failed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch policy test policy/default",
            "  stillwatch policy test policy/default policy/examples --format json"
        })
final class PolicyTestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PACK|DIR", arity = "1..*", description = "Packs, or folders of packs.")
    private List<Path> named = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    PolicyTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<PackCases.Report> reports =
                PackFiles.under(named).stream().map(PackCases::run).toList();
        terminal.print(format == OutputFormat.JSON ? PolicyJson.of(reports) : text(reports));
        boolean passed =
                reports.stream().flatMap(report -> report.results().stream()).allMatch(PackCases.Result::passed);
        return passed ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static String text(List<PackCases.Report> reports) {
        StringBuilder out = new StringBuilder();
        long cases = 0;
        long failed = 0;
        for (PackCases.Report report : reports) {
            long failures =
                    report.results().stream().filter(result -> !result.passed()).count();
            cases += report.results().size();
            failed += failures;
            out.append(report.pack()).append(": ");
            out.append(
                    report.results().isEmpty()
                            ? "no cases; write some to " + PackCases.beside(report.file()) + "\n"
                            : report.results().size() + " cases, " + failures + " failed\n");
            for (PackCases.Result result : report.results()) {
                for (String failure : result.failures()) {
                    out.append("  ")
                            .append(PackCases.beside(report.file()))
                            .append(':')
                            .append(result.line())
                            .append(": ")
                            .append(Terminal.visible(result.name()))
                            .append(": ")
                            .append(failure)
                            .append('\n');
                }
            }
            if (!report.results().isEmpty() && !report.unmatchedRules().isEmpty()) {
                out.append("  matched by no case: ")
                        .append(String.join(", ", report.unmatchedRules()))
                        .append('\n');
            }
        }
        return out.append(cases)
                .append(" cases, ")
                .append(failed)
                .append(" failed\n")
                .toString();
    }
}
