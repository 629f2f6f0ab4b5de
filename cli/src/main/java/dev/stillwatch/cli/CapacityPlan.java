// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the job on Flink needs for a load: each figure with the arithmetic that made it. Pure; a few microseconds.
 *
 * <p>Accounts are taken to send equally much, evenly. Of what is kept, and so of the state, that is the most there can be:
 * the sample of an account that sends more is full, one that sends less has room.
 *
 * @param steps in the order in which they follow from one another
 * @param warnings what cannot work as it is, for people
 */
record CapacityPlan(List<Step> steps, List<String> warnings) {
    private static final int HOURS = 24;
    private static final double HOUR = 3_600;
    private static final double DAY = HOURS * HOUR;

    /**
     * What is to be watched.
     *
     * @param requests a second
     * @param keep how long traffic is kept
     * @param every from one assessment to the next
     * @param recognise how long copies are recognised
     * @param checkpointEvery from one checkpoint to the next
     * @param shard accounts that are judged together
     * @param passedOn share of accounts that shards pass on to be judged together once more
     * @param use share of a core that is planned to be in use
     * @param replication copies that Kafka keeps, the first included
     */
    record Load(
            double requests,
            double accounts,
            Duration keep,
            Duration every,
            Duration recognise,
            Duration checkpointEvery,
            int shard,
            double passedOn,
            double use,
            int replication) {}

    /**
     * One figure.
     *
     * @param key for programs, the same in later releases
     * @param value in {@code unit}, without prefixes
     * @param arithmetic how it follows
     */
    record Step(String key, String name, double value, Unit unit, String arithmetic) {}

    /** What a figure counts. */
    enum Unit {
        NUMBER,
        CORES,
        SECONDS,
        BYTES,
        BYTES_A_SECOND
    }

    static CapacityPlan of(Load load, CapacityCosts costs) {
        Builder plan = new Builder();
        double every = seconds(load.every());
        double days = seconds(load.keep()) / DAY;
        double rate = plan.add(
                "account.rate",
                "exchanges/s of an account",
                load.requests() / load.accounts(),
                Unit.NUMBER,
                "%s / %s accounts",
                number(load.requests()),
                number(load.accounts()));
        plan.state(load, costs, rate, days);
        double changed = plan.add(
                "accounts.changed",
                "accounts that sent since the last assessment",
                load.accounts() * sent(rate * every),
                Unit.NUMBER,
                "%s x (1 - e^(-%s x %s s))",
                number(load.accounts()),
                number(rate),
                number(every));
        plan.cores(load, costs, changed, every);
        plan.memory(load, costs);
        plan.network(load, costs, changed, every, rate * days * DAY);
        plan.checkpoints(load, costs, rate);
        return new CapacityPlan(List.copyOf(plan.steps), warnings(plan, every));
    }

    private static List<String> warnings(Builder plan, double every) {
        double seconds = plan.value("conclusion.seconds");
        return seconds <= every
                ? List.of()
                : List.of("Concluding takes " + number(seconds) + " s on one core, longer than the " + number(every)
                        + " s from one assessment to the next: let shards pass on less, or judge less often.");
    }

    /** The value of a figure. */
    double value(String key) {
        return steps.stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + key))
                .value();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** The share of accounts that send something when each sends so much on average. */
    private static double sent(double expected) {
        return -Math.expm1(-expected);
    }

    /** A number in full, without more decimals than tell anything. */
    static String number(double value) {
        if (Math.abs(value) >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (value != 0 && Math.abs(value) < 0.01) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }

    /** Adds steps, each of which may use those before. */
    private static final class Builder {
        private final List<Step> steps = new ArrayList<>();

        double add(String key, String name, double value, Unit unit, String arithmetic, Object... arguments) {
            steps.add(new Step(key, name, value, unit, String.format(Locale.ROOT, arithmetic, arguments)));
            return value;
        }

        private double value(String key) {
            return new CapacityPlan(steps, List.of()).value(key);
        }

        void state(Load load, CapacityCosts costs, double rate, double days) {
            double inHour = Math.min(costs.sample(), rate * HOUR);
            double inDay = Math.min(costs.sample(), rate * DAY);
            double sampled = add(
                    "account.sampled",
                    "exchanges kept of an account",
                    HOURS * inHour + days * inDay,
                    Unit.NUMBER,
                    "%d hours x min(%s, %s x 3,600) + %s days x min(%s, %s x 86,400)",
                    HOURS,
                    number(costs.sample()),
                    number(rate),
                    number(days),
                    number(costs.sample()),
                    number(rate));
            double slices = add(
                    "account.slices",
                    "hours and days of an account with something in them",
                    HOURS * sent(rate * HOUR) + days * sent(rate * DAY),
                    Unit.NUMBER,
                    "%d x (1 - e^(-%s x 3,600)) + %s x (1 - e^(-%s x 86,400))",
                    HOURS,
                    number(rate),
                    number(days),
                    number(rate));
            double traffic = add(
                    "account.traffic",
                    "state of an account: traffic",
                    sampled * costs.sampledBytes() + slices * costs.sliceBytes(),
                    Unit.BYTES,
                    "%s x %s + %s x %s",
                    number(sampled),
                    number(costs.sampledBytes()),
                    number(slices),
                    number(costs.sliceBytes()));
            double recognise = seconds(load.recognise());
            double keys = add(
                    "account.keys",
                    "state of an account: to recognise copies",
                    rate * recognise * costs.keyBytes(),
                    Unit.BYTES,
                    "%s/s x %s s x %s",
                    number(rate),
                    number(recognise),
                    number(costs.keyBytes()));
            double arrived = add(
                    "account.arrived",
                    "state of an account: not summed up yet",
                    rate * seconds(load.every()) * costs.digestBytes(),
                    Unit.BYTES,
                    "%s/s x %s s x %s",
                    number(rate),
                    number(seconds(load.every())),
                    number(costs.digestBytes()));
            add(
                    "state",
                    "state of all accounts",
                    load.accounts() * (traffic + keys + arrived),
                    Unit.BYTES,
                    "%s x (%s + %s + %s)",
                    number(load.accounts()),
                    number(traffic),
                    number(keys),
                    number(arrived));
        }

        void cores(Load load, CapacityCosts costs, double changed, double every) {
            double exchanges = add(
                    "cores.exchanges",
                    "reading, digesting, putting down",
                    load.requests() * costs.exchangeMicros() / 1e6,
                    Unit.CORES,
                    "%s/s x %s us",
                    number(load.requests()),
                    number(costs.exchangeMicros()));
            double sampled = value("account.sampled");
            double summing = add(
                    "cores.summing",
                    "summing up",
                    changed * sampled * costs.summingMicros() / 1e6 / every,
                    Unit.CORES,
                    "%s accounts x %s kept x %s us / %s s",
                    number(changed),
                    number(sampled),
                    number(costs.summingMicros()),
                    number(every));
            double judging = add(
                    "cores.judging",
                    "judging in shards",
                    load.accounts() * costs.judgingMicros() / 1e6 / every,
                    Unit.CORES,
                    "%s accounts x %s us / %s s",
                    number(load.accounts()),
                    number(costs.judgingMicros()),
                    number(every));
            double concluding = add(
                    "conclusion.seconds",
                    "concluding, each time, on one core",
                    load.passedOn() * load.accounts() * costs.judgingMicros() / 1e6,
                    Unit.SECONDS,
                    "%s x %s accounts x %s us",
                    number(load.passedOn()),
                    number(load.accounts()),
                    number(costs.judgingMicros()));
            add(
                    "cores",
                    "cores",
                    Math.ceil((exchanges + summing + judging + concluding / every) / load.use()),
                    Unit.CORES,
                    "(%s + %s + %s + %s / %s) / %s in use",
                    number(exchanges),
                    number(summing),
                    number(judging),
                    number(concluding),
                    number(every),
                    number(load.use()));
        }

        void memory(Load load, CapacityCosts costs) {
            double shards = add(
                    "shards",
                    "shards of the judge",
                    Math.ceil(load.accounts() / load.shard()),
                    Unit.NUMBER,
                    "%s accounts / %s",
                    number(load.accounts()),
                    number(load.shard()));
            double shard = add(
                    "shard.heap",
                    "heap to judge a shard",
                    Math.min(load.accounts(), load.shard()) * costs.judgingBytes(),
                    Unit.BYTES,
                    "%s accounts x %s",
                    number(Math.min(load.accounts(), load.shard())),
                    number(costs.judgingBytes()));
            double atOnce = Math.min(shards, Math.ceil(value("cores.judging")));
            add(
                    "memory.judging",
                    "heap of all shards judged at a time",
                    atOnce * shard,
                    Unit.BYTES,
                    "%s at a time x %s",
                    number(atOnce),
                    number(shard));
            add(
                    "memory.concluding",
                    "heap to conclude, on one machine",
                    load.passedOn() * load.accounts() * costs.judgingBytes(),
                    Unit.BYTES,
                    "%s x %s accounts x %s",
                    number(load.passedOn()),
                    number(load.accounts()),
                    number(costs.judgingBytes()));
        }

        void network(Load load, CapacityCosts costs, double changed, double every, double kept) {
            double in = add(
                    "network.kafka",
                    "Kafka: exchanges, in and out once each",
                    load.requests() * costs.recordBytes(),
                    Unit.BYTES_A_SECOND,
                    "%s/s x %s",
                    number(load.requests()),
                    number(costs.recordBytes()));
            add(
                    "network.replication",
                    "Kafka: between brokers",
                    in * (load.replication() - 1),
                    Unit.BYTES_A_SECOND,
                    "%s x %d more copies",
                    number(in),
                    load.replication() - 1);
            add(
                    "network.shuffle",
                    "to the accounts",
                    load.requests() * costs.shuffledBytes(),
                    Unit.BYTES_A_SECOND,
                    "%s/s x %s",
                    number(load.requests()),
                    number(costs.shuffledBytes()));
            double whole = Math.min(costs.sample(), kept) * costs.sampledBytes() + costs.sliceBytes();
            add(
                    "network.summaries",
                    "to the judge's shards",
                    changed * whole / every,
                    Unit.BYTES_A_SECOND,
                    "%s accounts x %s / %s s",
                    number(changed),
                    number(whole),
                    number(every));
            add(
                    "network.passed",
                    "passed on by the shards",
                    load.passedOn() * load.accounts() * whole / every,
                    Unit.BYTES_A_SECOND,
                    "%s x %s accounts x %s / %s s",
                    number(load.passedOn()),
                    number(load.accounts()),
                    number(whole),
                    number(every));
            add(
                    "network.assessments",
                    "Kafka: assessments",
                    changed * costs.assessmentBytes() / every,
                    Unit.BYTES_A_SECOND,
                    "%s accounts x %s / %s s",
                    number(changed),
                    number(costs.assessmentBytes()),
                    number(every));
        }

        void checkpoints(Load load, CapacityCosts costs, double rate) {
            double state = value("state");
            add("checkpoint", "a full checkpoint", state, Unit.BYTES, "the state of all accounts");
            double between = seconds(load.checkpointEvery());
            double rewritten = load.accounts() * sent(rate * between) * value("account.traffic");
            double added = load.requests() * between * (costs.digestBytes() + costs.keyBytes());
            double increment = add(
                    "checkpoint.increment",
                    "an incremental one: traffic that changed, and what came in",
                    Math.min(state, rewritten + added),
                    Unit.BYTES,
                    "%s accounts x %s + %s/s x %s s x (%s + %s), at most all",
                    number(load.accounts() * sent(rate * between)),
                    number(value("account.traffic")),
                    number(load.requests()),
                    number(between),
                    number(costs.digestBytes()),
                    number(costs.keyBytes()));
            add(
                    "checkpoint.rate",
                    "written for incremental checkpoints",
                    increment / between,
                    Unit.BYTES_A_SECOND,
                    "%s / %s s",
                    number(increment),
                    number(between));
        }
    }
}
