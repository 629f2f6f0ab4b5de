// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.distill.Defence;
import dev.stillwatch.distill.DistillOutcome;
import dev.stillwatch.distill.DistillRun;
import dev.stillwatch.distill.HarvestPlan;
import dev.stillwatch.distill.OutcomeJson;
import dev.stillwatch.distill.OutcomePage;
import dev.stillwatch.distill.OutcomeTable;
import dev.stillwatch.distill.Scale;
import dev.stillwatch.distill.TorchTrainer;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stillwatch range distill}: what each response leaves of a real distillation. */
@Command(
        name = "distill",
        header = "Measures what each response leaves of a distillation, with a real teacher and real students.",
        description = {
            "Trains a small teacher on problems whose answers can be checked, puts it behind the running gateway, has a"
                    + " campaign harvest it among simulated customers, and trains a student on what came back under each"
                    + " response. It shows the student's accuracy as a share of the teacher's, what its training costs"
                    + " beside the teacher's, and what customers still get.",
            "All responses but the last are in force from the start for the campaign's accounts: the table says what"
                    + " they are worth when they hold. Under 'detected' nothing holds until the live detection finds the"
                    + " campaign and a simulated person approves its suspension.",
            "The same options give the same figures on the same machine."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a folder or file that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch range distill --quick",
            "  stillwatch range distill --teacher teacher --report distill.html",
            "  stillwatch range distill --teacher teacher --responses none,throttled --exchanges 4000 --format json"
        })
final class DistillCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--quick",
            description = "Tiny models and one simulated day, to see that everything works; they learn little.")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", description = "Of traffic, problems and models (default: 1).")
    private long seed = 1;

    @Option(
            names = "--teacher",
            paramLabel = "FOLDER",
            description = "Use the teacher that is kept there, or train one and keep it there.")
    private @Nullable Path teacher;

    @Option(
            names = "--responses",
            paramLabel = "NAME",
            split = ",",
            description = "Which rows: none, reasoning-withheld, reasoning-summarised, logprobs-stripped, throttled,"
                    + " detected (default: all).")
    private String[] responses =
            Arrays.stream(Defence.values()).map(Defence::label).toArray(String[]::new);

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            description = "Questions that the campaign sends in all, about (default: 6000; with --quick 600).")
    private @Nullable Integer exchanges;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page with pictures there.")
    private @Nullable Path report;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    DistillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Defence> defences =
                Arrays.stream(responses).map(Defence::of).distinct().toList();
        DistillRun.Choices choices = new DistillRun.Choices(
                quick
                        ? HarvestPlan.quick(exchanges == null ? 600 : exchanges, seed)
                        : HarvestPlan.usual(exchanges == null ? 6_000 : exchanges, seed),
                quick ? Scale.quick() : Scale.full(),
                Optional.ofNullable(teacher),
                defences,
                quick ? List.of(0.5, 1.0) : List.of(0.125, 0.25, 0.5, 1.0),
                !quick);
        DistillOutcome outcome;
        try (Progress progress = new Progress(terminal);
                TemporaryFolder work = TemporaryFolder.create()) {
            outcome = DistillRun.run(choices, new TorchTrainer(), work.path(), progress::stage);
        }
        if (report != null) {
            write(report, OutcomePage.of(outcome));
        }
        terminal.print(format == OutputFormat.JSON ? OutcomeJson.of(outcome) : OutcomeTable.of(outcome));
        return ExitStatus.OK;
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be written; name a file in a folder that may be written", e);
        }
    }
}
