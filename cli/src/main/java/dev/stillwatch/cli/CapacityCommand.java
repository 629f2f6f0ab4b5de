// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch capacity}: what the detector on Flink needs for a load. */
@Command(
        name = "capacity",
        header = "Plans cores, memory, network and checkpoints of the detector on Apache Flink.",
        description = {
            "Prints what a load needs, each figure with the arithmetic behind it. What an exchange and an account cost was"
                    + " measured; docs/scaling.md says how, and each cost can be replaced by your own.",
            "Accounts are taken to send equally much, which makes for the largest state. Without options: a million requests"
                    + " a second of a hundred million accounts."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:planned", "1:a fault in Stillwatch", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch capacity",
            "  stillwatch capacity --requests 2000 --accounts 200000 --every 5m",
            "  stillwatch capacity --requests 50000 --accounts 5000000 --digest-bytes 220 --format json"
        })
final class CapacityCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--requests", paramLabel = "N", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private double requests = 1_000_000;

    @Option(names = "--accounts", paramLabel = "N", description = "Accounts (default: ${DEFAULT-VALUE}).")
    private double accounts = 100_000_000;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long traffic is kept (default: 28d).")
    private Duration keep = Duration.ofDays(28);

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "From one assessment to the next (default: 5m).")
    private Duration every = Duration.ofMinutes(5);

    @Option(
            names = "--recognise",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long copies of an exchange are recognised (default: 1d).")
    private Duration recognise = Duration.ofDays(1);

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "From one checkpoint to the next (default: 5m).")
    private Duration checkpointEvery = Duration.ofMinutes(5);

    @Option(
            names = "--shard",
            paramLabel = "N",
            description = "Accounts that are judged together (default: ${DEFAULT-VALUE}).")
    private int shard = 20_000;

    @Option(
            names = "--passed-on",
            paramLabel = "SHARE",
            description = "Share of accounts that shards pass on, to be judged together once more, 0 to 1 (default:"
                    + " ${DEFAULT-VALUE}).")
    private double passedOn = 0.02;

    @Option(
            names = "--use",
            paramLabel = "SHARE",
            description = "Share of a core that is planned to be in use, above 0, to 1 (default: ${DEFAULT-VALUE}).")
    private double use = 0.6;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Copies that Kafka keeps, the first included (default: ${DEFAULT-VALUE}).")
    private int replication = 3;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhat was measured, and may differ for you:%n")
    private CostOptions costs = new CostOptions();

    CapacityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What an exchange and an account cost. */
    static final class CostOptions {
        @Option(
                names = "--exchange-us",
                paramLabel = "US",
                description = "Microseconds of a core to read an exchange, digest it and put it down: "
                        + "${DEFAULT-VALUE} from JSON, 9 from a digest.")
        private double exchange = 19;

        @Option(
                names = "--summing-us",
                paramLabel = "US",
                description = "To read back and store again one kept exchange when its account is summed up"
                        + " (default: ${DEFAULT-VALUE}).")
        private double summing = 0.7;

        @Option(
                names = "--judging-us",
                paramLabel = "US",
                description = "To judge an account among others (default: ${DEFAULT-VALUE}).")
        private double judging = 1_450;

        @Option(
                names = "--judging-bytes",
                paramLabel = "BYTES",
                description = "Heap for an account while it is judged (default: ${DEFAULT-VALUE}).")
        private double judgingBytes = 67_000;

        @Option(
                names = "--sample",
                paramLabel = "N",
                description = "Exchanges that a sample of an account's traffic holds (default: ${DEFAULT-VALUE}).")
        private double sample = 128;

        @Option(
                names = "--sampled-bytes",
                paramLabel = "BYTES",
                description = "State of one of them (default: ${DEFAULT-VALUE}).")
        private double sampled = 138;

        @Option(
                names = "--slice-bytes",
                paramLabel = "BYTES",
                description = "State of a day, or a sum of days, of an account besides (default: ${DEFAULT-VALUE}).")
        private double slice = 45;

        @Option(
                names = "--key-bytes",
                paramLabel = "BYTES",
                description = "State to recognise a copy of one exchange (default: ${DEFAULT-VALUE}).")
        private double key = 43;

        @Option(
                names = "--record-bytes",
                paramLabel = "BYTES",
                description = "An exchange in Kafka (default: ${DEFAULT-VALUE}, JSON; 223 as a digest).")
        private double record = 1_115;

        @Option(names = "--digest-bytes", paramLabel = "BYTES", description = "A digest (default: ${DEFAULT-VALUE}).")
        private double digest = 205;

        @Option(
                names = "--shuffled-bytes",
                paramLabel = "BYTES",
                description = "An exchange on its way to its account (default: ${DEFAULT-VALUE}).")
        private double shuffled = 240;

        @Option(
                names = "--assessment-bytes",
                paramLabel = "BYTES",
                description = "One account's assessment (default: ${DEFAULT-VALUE}).")
        private double assessment = 500;

        private CapacityCosts costs() {
            return new CapacityCosts(
                    exchange,
                    summing,
                    judging,
                    judgingBytes,
                    sample,
                    sampled,
                    slice,
                    key,
                    record,
                    digest,
                    shuffled,
                    assessment);
        }
    }

    @Override
    public Integer call() {
        requireAboveZero("--requests", requests);
        requireAboveZero("--accounts", accounts);
        requireAboveZero("--shard", shard);
        requireAboveZero("--replication", replication);
        require(passedOn >= 0 && passedOn <= 1, "--passed-on is " + passedOn + ", must be 0 to 1");
        require(use > 0 && use <= 1, "--use is " + use + ", must be above 0, to 1");
        requireMeasured();
        CapacityPlan plan = CapacityPlan.of(
                new CapacityPlan.Load(
                        requests, accounts, keep, every, recognise, checkpointEvery, shard, passedOn, use, replication),
                costs.costs());
        terminal.print(format == OutputFormat.JSON ? json(plan) : CapacityText.of(plan));
        return ExitStatus.OK;
    }

    private void requireMeasured() {
        spec.options().stream()
                .filter(option -> option.group() != null)
                .forEach(option -> requireAboveZero(option.longestName(), option.getValue()));
    }

    private void requireAboveZero(String name, Number value) {
        double number = value.doubleValue();
        require(number > 0 && Double.isFinite(number), name + " is " + value + ", must be above 0");
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private static String json(CapacityPlan plan) {
        return EvidenceJson.line(out -> {
            out.writeArrayPropertyStart("figures");
            plan.steps().forEach(step -> {
                out.writeStartObject();
                out.writeStringProperty("key", step.key());
                out.writeStringProperty("name", step.name());
                out.writeNumberProperty("value", step.value());
                out.writeStringProperty("unit", unit(step.unit()));
                out.writeStringProperty("arithmetic", step.arithmetic());
                out.writeEndObject();
            });
            out.writeEndArray();
            out.writeArrayPropertyStart("warnings");
            plan.warnings().forEach(out::writeString);
            out.writeEndArray();
        });
    }

    private static String unit(CapacityPlan.Unit unit) {
        return switch (unit) {
            case NUMBER -> "1";
            case CORES -> "cores";
            case SECONDS -> "s";
            case BYTES -> "B";
            case BYTES_A_SECOND -> "B/s";
        };
    }
}
