// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.lineage.Answer;
import dev.stillwatch.lineage.LineageResult;
import dev.stillwatch.lineage.LineageTest;
import dev.stillwatch.lineage.LineageTest.Plan;
import dev.stillwatch.lineage.ModelProfile;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch trace suspect}: whose answers a model learnt from. */
@Command(
        name = "suspect",
        header = "Names the family of teachers that a suspect model's answers come from, or says that it cannot.",
        description = {
            "The suspect answers the prompts that the profiles' models answered ('stillwatch profile add'). One family"
                    + " is always the nearest; it is named only if no innocent model (profiles with --role decoy) would lead"
                    + " as far. See docs/lineage.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it cannot be told",
            "1:a fault in Stillwatch",
            "2:wrong usage, or answers, profiles or a suspect that cannot be read",
            "3:a family is named",
            "4:too few answers, families or decoys"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch trace suspect --texts answers.jsonl",
            "  stillwatch trace suspect --texts all.jsonl.gz --rows-of vicuna-7b --base llama-7b.jsonl",
            "  stillwatch trace suspect --endpoint http://suspect:8000/v1 --model m --prompts prompts.jsonl"
        })
final class TraceSuspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private SuspectOptions suspect = new SuspectOptions();

    @Mixin
    private ModelAnswers answers = new ModelAnswers();

    @Mixin
    private ProfilesOption profiles = new ProfilesOption();

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "Answers of the model that the suspect was made from: what it had already is taken off.")
    private @Nullable Path base;

    @Option(
            names = "--level",
            paramLabel = "P",
            description = "The chance that is allowed for accusing an innocent (default: ${DEFAULT-VALUE}).")
    private double level = Plan.DEFAULT.level();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    TraceSuspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(level > 0 && level < 1)) {
            throw new StillwatchException("--level is above 0 and below 1");
        }
        List<String> notes = new ArrayList<>();
        List<ModelProfile> models = profiles.folder().all();
        List<Answer> said = answers.read(suspect.texts(terminal, notes), terminal);
        Optional<ModelProfile> from = Optional.ofNullable(base)
                .map(file -> ModelProfile.of(
                        "base", 1, Role.DECOY, "base", new ModelAnswers().read(List.of(file), terminal)));
        LineageReport report = new LineageReport(level, test(said, models, from), notes);
        terminal.print(format == OutputFormat.JSON ? report.json() : report.text());
        return report.status();
    }

    private LineageResult test(List<Answer> said, List<ModelProfile> models, Optional<ModelProfile> from) {
        try (Progress progress = new Progress(terminal)) {
            progress.step("holding the suspect against " + models.size() + " models");
            Plan plan = new Plan(level, Plan.DEFAULT.answers(), Plan.DEFAULT.coverage());
            return new LineageTest(plan).test(said, models, from);
        }
    }
}
