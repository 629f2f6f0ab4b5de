// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.range.AttackMove;
import dev.stillwatch.range.AttackPrices;
import dev.stillwatch.range.AttackReport;
import dev.stillwatch.range.AttackSearch;
import dev.stillwatch.range.AttackTrial;
import dev.stillwatch.range.Attempt;
import dev.stillwatch.range.Haul;
import dev.stillwatch.range.Scenario;
import dev.stillwatch.range.ScenarioFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch range attack}: what it costs to harvest undetected. */
@Command(
        name = "attack",
        header = "Looks for the cheapest way to harvest undetected.",
        description = {
            "Plays an adversary who adapts: simulates a campaign, scans the growing log, and changes what a campaign"
                    + " controls (dilution, decoys, accounts, rate, templates, wording, clock, age, leaks, relay, items,"
                    + " places inside resellers) towards what is cheap and goes unaccused. The price is requests paid for"
                    + " each example harvested before its account is accused, the price of accounts included.",
            "What it finds is an upper bound: there may be cheaper ways. Options of the campaign set where it starts."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:searched, whether or not a way was found",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a folder that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch range attack",
            "  stillwatch range attack small --budget 200 --seeds 3 --account-price 50",
            "  stillwatch range attack --items people --leak 0 --format json"
        })
final class AttackCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final KnobOptions knobs = new KnobOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PRESET",
            arity = "0..1",
            description = "Population and campaign to start from; 'range traffic --list' shows the presets"
                    + " (default: ${DEFAULT-VALUE}).")
    private String preset = "tiny";

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "How many simulations to run at most (default: ${DEFAULT-VALUE}).")
    private int budget = 60;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "On how many seeds the best are tried (default: ${DEFAULT-VALUE}).")
    private int seeds = 2;

    @Option(names = "--seed", paramLabel = "N", description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long firstSeed = 1;

    @Option(
            names = "--goal",
            paramLabel = "SHARE",
            description =
                    "Share of its examples that a way to harvest must get away to count as undetected, above 0, to 1"
                            + " (default: ${DEFAULT-VALUE}).")
    private double goal = 0.5;

    @Option(
            names = "--volume",
            paramLabel = "SHARE",
            description =
                    "How many examples it must get away, as a share of those the campaign sends at the start, 0 or"
                            + " more (default: ${DEFAULT-VALUE}).")
    private double volume = 0.5;

    @Option(
            names = "--scan-every",
            paramLabel = "HOURS",
            description = "Scan what has come in so far every so many hours, above 0 (default: ${DEFAULT-VALUE}).")
    private double scanHours = 24;

    @Option(
            names = "--account-price",
            paramLabel = "REQUESTS",
            description = "What an account with its payment and line costs, in requests (default: ${DEFAULT-VALUE}).")
    private double accountPrice = AttackPrices.DEFAULTS.account();

    @Option(
            names = "--aged-price",
            paramLabel = "REQUESTS",
            description = "The same of an account a month old or older (default: ${DEFAULT-VALUE}).")
    private double agedPrice = AttackPrices.DEFAULTS.agedAccount();

    @Option(
            names = "--resold-price",
            paramLabel = "REQUESTS",
            description = "What a resold request costs the campaign: 0 where its customers pay, to 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double resoldPrice = AttackPrices.DEFAULTS.resold();

    @Option(
            names = "--fpr",
            paramLabel = "RATE",
            description = "False-positive rate the verdicts are calibrated at (default: ${DEFAULT-VALUE}).")
    private double falsePositiveRate =
            DetectorSettings.DEFAULTS.falsePositiveRate().value();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private int trials;

    AttackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    KnobOptions knobs() {
        return knobs;
    }

    @Override
    public Integer call() {
        require(budget >= 1, "--budget is " + budget + ", must be 1 or more");
        require(seeds >= 1, "--seeds is " + seeds + ", must be 1 or more");
        require(goal > 0 && goal <= 1, "--goal is " + goal + ", must be above 0, to 1");
        require(volume >= 0 && Double.isFinite(volume), "--volume is " + volume + ", must be 0 or more");
        require(scanHours > 0 && Double.isFinite(scanHours), "--scan-every is " + scanHours + ", must be above 0");
        require(
                accountPrice >= 0 && Double.isFinite(accountPrice),
                "--account-price is " + accountPrice + ", must be 0 or more");
        require(agedPrice >= 0 && Double.isFinite(agedPrice), "--aged-price is " + agedPrice + ", must be 0 or more");
        require(resoldPrice >= 0 && resoldPrice <= 1, "--resold-price is " + resoldPrice + ", must be 0 to 1");
        require(
                falsePositiveRate > 0 && falsePositiveRate < 1,
                "--fpr is " + falsePositiveRate + ", must be above 0 and below 1");
        Scenario start = knobs.scenario(preset);
        require(
                start.campaigns().size() == 1,
                "an attack needs one campaign, not " + start.campaigns().size());
        AttackReport report = AttackSearch.run(
                knobs.values(preset),
                AttackMove.of(start.campaigns().getFirst()),
                this::trial,
                new AttackSearch.Settings(
                        budget,
                        seeds,
                        firstSeed,
                        new Probability(goal),
                        volume,
                        new AttackPrices(accountPrice, agedPrice, resoldPrice)),
                this::say);
        terminal.print(format == OutputFormat.JSON ? report.json() + "\n" : report.table());
        return ExitStatus.OK;
    }

    private Haul trial(Map<String, String> changes, long seed) {
        Map<String, String> all = new LinkedHashMap<>(knobs.values(preset));
        all.putAll(changes);
        try (Progress progress = new Progress(terminal);
                TemporaryFolder work = TemporaryFolder.create()) {
            FolderDetection detection = new FolderDetection(
                    reading.settings(false, Optional.empty(), Optional.empty()),
                    new DetectorSettings(new Probability(falsePositiveRate)),
                    WindowChoice.WHOLE,
                    progress);
            Duration scanEvery = Duration.ofSeconds(Math.max(1, Math.round(scanHours * 3_600)));
            return new AttackTrial(scanEvery, detection::assessBefore)
                    .run(ScenarioFactory.of(preset, all), seed, work.path());
        }
    }

    private void say(Attempt attempt) {
        trials++;
        terminal.say(String.format(
                Locale.ROOT,
                "trial %d of %d: %.1f %% undetected on %d of %d seeds: %s",
                trials,
                budget,
                100 * attempt.haul().away().value(),
                attempt.seeds(),
                seeds,
                attempt.label()));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
