// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.canaries.CanaryFinding;
import dev.stillwatch.canaries.CanaryFinding.Verdict;
import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.canaries.CanaryTest;
import dev.stillwatch.canaries.Candidate;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.PlantedRecord;
import dev.stillwatch.canaries.Probes;
import dev.stillwatch.canaries.Sightings;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch trace canaries}: looks for what was planted in answers to a campaign. */
@Command(
        name = "canaries",
        header = "Looks in a suspect model for canaries that were planted in answers to a campaign.",
        description = {
            "While a measure deters with canaries, answers to its accounts end with sentences that a secret key chooses"
                    + " by the kind of question. A model trained on them picks up the habit. Ask the suspect the"
                    + " questions of --probes-out, give its answers by --texts, or let them be asked at --endpoint.",
            "The chance of a claim about an innocent suspect is bounded exactly, whatever the suspect's habits are, if"
                    + " questions and cohorts were fixed before its answers were seen. See docs/canaries.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no claim can be made, or the questions were written",
            "1:a fault in Stillwatch",
            "2:wrong usage, or files or a suspect that cannot be read",
            "3:a claim: the suspect was trained on answers to a cohort"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch trace canaries --probes-out probes.jsonl",
            "  stillwatch trace canaries --texts answers.jsonl",
            "  stillwatch trace canaries --endpoint http://suspect:8000/v1 --model m --answers answers.jsonl"
        })
final class TraceCanariesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--probes-out",
            paramLabel = "FILE",
            description = "Write the questions, a JSON object a line, and end. Needs no key.")
    private @Nullable Path probesOut;

    @Option(
            names = "--each",
            paramLabel = "N",
            description = "Questions for each of the 32 kinds, 1 to " + Probes.MOST + " (default: 12).")
    private int each = 12;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "Ask these questions instead: JSON lines with \"prompt\". They should be like those that the"
                    + " campaign sent, and be fixed before anything is asked.")
    private @Nullable Path prompts;

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "The suspect's answers: JSON lines with \"prompt\" and \"text\".")
    private @Nullable Path texts;

    @Mixin
    private SuspectAccess access = new SuspectAccess();

    @Option(
            names = "--key",
            paramLabel = "PLACE",
            description = "The canary key: a file or env:NAME (default: stillwatch-state/canary-key.json).")
    private String key = "stillwatch-state/canary-key.json";

    @Option(
            names = "--planted",
            paramLabel = "FILE",
            description = "What was planted, as the service recorded it (default: stillwatch-state/canaries.txt).")
    private Path planted = Path.of("stillwatch-state", "canaries.txt");

    @Option(
            names = "--cohort",
            paramLabel = "MEASURE[/PERIOD]",
            description = "Look for these only, whatever the record says; may be given several times.")
    private List<String> cohorts = List.of();

    @Option(
            names = "--level",
            paramLabel = "P",
            description = "Chance of any claim about an innocent suspect (default: 0.001).")
    private double level = 0.001;

    @Option(
            names = "--openings",
            description = "Put what opens each commitment into the JSON: shows the cohorts' wordings, not the key.")
    private boolean openings;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    TraceCanariesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (each < 1 || each > Probes.MOST) {
            throw wrong("--each is " + each + ", must be 1 to " + Probes.MOST);
        }
        if (!(level > 0 && level < 1)) {
            throw wrong("--level is " + level + ", must be above 0 and below 1");
        }
        List<String> questions = questions();
        Path out = probesOut;
        if (out != null) {
            write(out, questions.stream().map(TraceCanariesCommand::probe).toList());
            terminal.say(questions.size() + " questions in " + out + ". Put this on record before asking: "
                    + Probes.digest(questions));
            return ExitStatus.OK;
        }
        List<Candidate> candidates = candidates();
        CanaryText.Asked asked = asked(questions);
        List<CanaryFinding> findings = new CanaryTest(level).findings(asked.sightings(), candidates);
        terminal.print(
                format == OutputFormat.JSON
                        ? CanaryText.json(asked, findings, level, openings)
                        : CanaryText.text(asked, findings, level));
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.CLAIMED)
                ? ExitStatus.FOUND
                : ExitStatus.OK;
    }

    private List<String> questions() {
        Path own = prompts;
        if (own == null) {
            return Probes.of(each);
        }
        return SuspectOptions.prompts(own);
    }

    private static String probe(String question) {
        return EvidenceJson.line(out -> out.writeStringProperty("prompt", question))
                .strip();
    }

    private List<Candidate> candidates() {
        CanaryKeys keys = CanaryKeys.at(key, System::getenv);
        List<Candidate> candidates = new ArrayList<>();
        if (!cohorts.isEmpty()) {
            cohorts.stream()
                    .map(this::cohort)
                    .distinct()
                    .forEach(cohort -> keys.everyAssignment(cohort)
                            .forEach(wordings -> candidates.add(new Candidate(wordings, Optional.empty()))));
            return candidates;
        }
        for (PlantedRecord record : PlantedRecord.read(planted)) {
            keys.everyAssignment(record.cohort()).stream()
                    .filter(wordings -> wordings.keyId() == record.keyId())
                    .peek(wordings -> check(wordings.commitment(), record))
                    .forEach(wordings -> candidates.add(
                            new Candidate(wordings, Optional.of(record.counts().keySet()))));
        }
        if (candidates.isEmpty()) {
            throw new StillwatchException("nothing that was planted under this key is on record in " + planted
                    + "; name the record by --planted, or measures by --cohort");
        }
        return candidates;
    }

    private void check(String commitment, PlantedRecord record) {
        if (!commitment.equals(record.commitment())) {
            throw new StillwatchException("the key in " + key + " does not choose what " + planted + " says was planted"
                    + " for " + record.cohort() + "; name the key that was in use then");
        }
    }

    private Cohort cohort(String text) {
        try {
            return Cohort.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--cohort must be a measure's id, or that, a slash and the number of a period");
        }
    }

    private CanaryText.Asked asked(List<String> questions) throws InterruptedException {
        Path given = texts;
        if ((given == null) != access.given()) {
            throw wrong("name the suspect by --texts or by --endpoint, or write the questions by --probes-out");
        }
        List<String> notes = new ArrayList<>();
        Path file = given == null ? access.ask(questions, terminal, notes) : given;
        notes.forEach(terminal::say);
        Sightings sightings = new Sightings();
        Set<String> open = new HashSet<>(questions);
        Set<String> known = Set.copyOf(questions);
        long[] foreign = {0};
        SuspectAnswer.read(file, answer -> {
            sightings.add(answer.prompt(), answer.answer());
            open.remove(answer.prompt());
            foreign[0] += known.contains(answer.prompt()) ? 0 : 1;
        });
        return new CanaryText.Asked(sightings, Probes.digest(questions), open.size(), foreign[0]);
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be written; check the path and its permissions", e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
