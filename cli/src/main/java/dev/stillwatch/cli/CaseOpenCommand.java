// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Observed;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.ReportFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case open}: makes cases of what a scan found. */
@Command(
        name = "open",
        header = "Makes cases of the campaigns that a scan found.",
        description = "A campaign that shares more than half of its accounts with a case goes on with that case;"
                + " otherwise one is opened for it. Running it again changes nothing.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:a fault in Stillwatch", "2:wrong usage, no report, or a store that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case open stillwatch-report",
            "  stillwatch case open november --store sqlite:/srv/cases.db"
        })
final class CaseOpenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Folder of a scan's report (default: stillwatch-report).")
    private Path folder = Path.of("stillwatch-report");

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseOpenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Campaign> campaigns = ReportFolder.open(folder).campaigns();
        List<Observed> observed;
        try (Progress progress = new Progress(terminal);
                CaseStore store = cases.openOrCreate()) {
            progress.step("taking in " + Figures.count(campaigns.size(), "group"));
            observed = store.observe(campaigns, Instant.now());
        }
        terminal.print(cases.json() ? CaseText.json(observed) : text(observed));
        return ExitStatus.OK;
    }

    private static String text(List<Observed> observed) {
        if (observed.isEmpty()) {
            return "No distillation campaign in the report, so no case.\n";
        }
        StringBuilder out = new StringBuilder();
        for (Observed one : observed) {
            out.append(one.caseId())
                    .append(' ')
                    .append(one.outcome().name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(Figures.count(one.joined().size(), "new account"))
                    .append('\n');
        }
        return out.toString();
    }
}
