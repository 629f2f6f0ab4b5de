// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.lineage.Answer;
import dev.stillwatch.lineage.ModelProfile;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch profile add}: counts what a model says. */
@Command(
        name = "add",
        header = "Adds the profile of a model: counts of its phrases, and no text.",
        description = {
            "ANSWERS are files of any shape that training data has, or what 'trace suspect --endpoint' keeps. All models"
                    + " must have been asked the same prompts. A name that stands there already gets a further version,"
                    + " and the last one counts."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:added", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read or written"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch profile add gpt-4 answers.jsonl --family openai-chat",
            "  stillwatch profile add gpt-4 all.jsonl.gz --rows-of gpt-4-0613 --family openai-chat",
            "  stillwatch profile add guanaco-7b answers.jsonl --family guanaco --role decoy"
        })
final class ProfileAddCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "NAME", description = "Letters, digits, '.', '-' and '_'.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ANSWERS", description = "Prompts and answers.")
    private List<Path> files = List.of();

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description =
                    "Models that count as one: siblings among teachers, a series among decoys (default: the name).")
    private @Nullable String family;

    @Option(
            names = "--role",
            paramLabel = "teacher|decoy|contemporary",
            description = "teacher: a suspect may have learnt from it; decoy: it surely learnt from no teacher;"
                    + " contemporary: it cannot have taught a suspect, as it came later, and shows what models of a time"
                    + " have in common (default: teacher).")
    private Role role = Role.TEACHER;

    @Mixin
    private ModelAnswers answers = new ModelAnswers();

    @Mixin
    private ProfilesOption profiles = new ProfilesOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ProfileAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Answer> said = answers.read(files, terminal);
        ModelProfile added = count(said);
        terminal.print(
                format == OutputFormat.JSON
                        ? EvidenceJson.line(out -> ProfileListCommand.json(out, added))
                        : ProfileListCommand.line(added));
        return ExitStatus.OK;
    }

    private ModelProfile count(List<Answer> said) {
        try (Progress progress = new Progress(terminal)) {
            progress.step("counting phrases");
            return profiles.folder().add(name, role, Optional.ofNullable(family).orElse(name), said);
        }
    }
}
