// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.Probability;
import dev.stillwatch.range.CorpusMix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch range mix}: a labelled log made of real corpora. */
@Command(
        name = "mix",
        header = "Writes a labelled log made of real prompts.",
        description = "A whole distillation data set, dealt over accounts, among real users' prompts and jobs of single"
                + " customers that only look like harvesting.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:written", "1:a fault in Stillwatch", "2:wrong usage, or a corpus that cannot be read"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch range mix corpora --out mixed --accounts 1000 --days 3")
final class MixCommand implements Callable<Integer> {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final int MOST_DAYS = 3_650;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FOLDER",
            description = "The corpora: campaign/alpaca52k.jsonl.gz, benign/*.jsonl.gz and benign_hard/*.jsonl.gz.")
    private Path corpora = Path.of("");

    @Mixin
    private TrafficOptions traffic = new TrafficOptions();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts the data set is dealt to, 1 or more (default: ${DEFAULT-VALUE}).")
    private int accounts = 1_000;

    @Option(
            names = "--people",
            paramLabel = "N",
            description =
                    "Accounts of ordinary people; 0 for as many as there are prompts (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description = "How long the traffic lasts, above 0 (default: ${DEFAULT-VALUE}).")
    private double days = 3;

    @Option(
            names = "--leak",
            paramLabel = "SHARE",
            description = "Share of the campaign's accounts that leak shared infrastructure, 0 to 1 (default:"
                    + " ${DEFAULT-VALUE}).")
    private double leak;

    MixCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        require(accounts >= 1, "--accounts is " + accounts + ", must be 1 or more");
        require(people >= 0, "--people is " + people + ", must be 0 or more");
        require(days > 0 && days <= MOST_DAYS, "--days is " + days + ", must be above 0 and at most " + MOST_DAYS);
        require(leak >= 0 && leak <= 1, "--leak is " + leak + ", must be 0 to 1");
        require(Files.isDirectory(corpora), corpora + " is no folder; it should hold the corpora");
        CorpusMix mix = new CorpusMix(
                corpora,
                accounts,
                people,
                START,
                Duration.ofSeconds(Math.max(1, Math.round(days * 86_400))),
                new Probability(leak));
        traffic.write(terminal, START, sink -> mix.run(traffic.seed(), sink));
        return ExitStatus.OK;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
