// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.report.Explanation;
import dev.stillwatch.report.ExplanationJson;
import dev.stillwatch.report.ExplanationText;
import dev.stillwatch.report.ReportFolder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch explain}: why a scan judged an account or a campaign as it did. */
@Command(
        name = "explain",
        header = "Says why a scan judged an account or a campaign as it did.",
        description =
                "Reads the folder that 'stillwatch scan' wrote: signals for and against with their log-odds, what was"
                        + " missing, and the calibration used.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:explained",
            "1:a fault in Stillwatch",
            "2:wrong usage, no report, or no such account or campaign"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch explain --campaign c-1f3a",
            "  stillwatch explain november-report --account a17 --format json"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder of the report (default: stillwatch-report).")
    private @Nullable Path folder;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "The same, as 'scan' names it.")
    private @Nullable Path out;

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    /** What is to be explained: one of the two. */
    static final class Subject {
        @Option(names = "--account", paramLabel = "A", description = "An account of accounts.csv.")
        private @Nullable String account;

        @Option(names = "--campaign", paramLabel = "C", description = "An id of campaigns.json.")
        private @Nullable String campaign;

        private Explanation in(ReportFolder report) {
            String name = account;
            return name != null ? report.account(name) : report.campaign(Objects.requireNonNull(campaign));
        }
    }

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path named = folder;
        Path alias = out;
        if (named != null && alias != null && !named.equals(alias)) {
            throw new ParameterException(spec.commandLine(), "two folders are named: " + named + " and " + alias);
        }
        Path report = named != null ? named : Objects.requireNonNullElse(alias, Path.of("stillwatch-report"));
        Explanation explanation = subject.in(ReportFolder.open(report));
        terminal.print(
                format == OutputFormat.JSON
                        ? ExplanationJson.of(explanation)
                        : ExplanationText.of(explanation, terminal.columns()));
        return ExitStatus.OK;
    }
}
