// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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
    private static final double DAY = 86_400;

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
        int days = Math.toIntExact(Math.max(1, load.keep().toDays()));
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
        plan.network(load, costs, changed, every);
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

        /** Of equally busy days the latest keeps a full sample, the one before what of its is in a sample of both, and so on. */
        void state(Load load, CapacityCosts costs, double rate, int days) {
            double aDay = rate * DAY;
            double ofDays = IntStream.rangeClosed(1, days)
                    .mapToDouble(day -> Math.min(aDay, costs.sample() / day))
                    .sum();
            add(
                    "account.days",
                    "exchanges kept of an account by days",
                    ofDays,
                    Unit.NUMBER,
                    "sum of min(%s x 86,400, %s / n) over the n-th latest of %d days",
                    number(rate),
                    number(costs.sample()),
                    days);
            double latest = add(
                    "account.latest",
                    "of these the latest day",
                    Math.min(costs.sample(), aDay),
                    Unit.NUMBER,
                    "min(%s, %s x 86,400)",
                    number(costs.sample()),
                    number(rate));
            double sample = Math.min(costs.sample(), aDay * (days - 1));
            double before = add(
                    "account.before",
                    "exchanges in the sum of the days before the latest",
                    ofDays - latest > sample ? sample : 0,
                    Unit.NUMBER,
                    "%s kept in the days before, a sample of them has %s",
                    number(ofDays - latest),
                    number(sample));
            double slices = add(
                    "account.slices",
                    "days and sums of an account with something in them",
                    days * sent(aDay) + (before > 0 ? 1 : 0),
                    Unit.NUMBER,
                    "%d x (1 - e^(-%s x 86,400)) + %d",
                    days,
                    number(rate),
                    before > 0 ? 1 : 0);
            double traffic = add(
                    "account.traffic",
                    "state of an account: traffic",
                    (ofDays + before) * costs.sampledBytes() + slices * costs.sliceBytes(),
                    Unit.BYTES,
                    "(%s + %s) x %s + %s x %s",
                    number(ofDays),
                    number(before),
                    number(costs.sampledBytes()),
                    number(slices),
                    number(costs.sliceBytes()));
            double whole = add(
                    "account.whole",
                    "exchanges of an account that are judged",
                    Math.min(costs.sample(), aDay * days),
                    Unit.NUMBER,
                    "min(%s, %s x 86,400 x %d days)",
                    number(costs.sample()),
                    number(rate),
                    days);
            double judged = add(
                    "account.judged",
                    "state of an account: the latest that its shard judges",
                    whole * costs.sampledBytes() + costs.sliceBytes(),
                    Unit.BYTES,
                    "%s x %s + %s",
                    number(whole),
                    number(costs.sampledBytes()),
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
                    load.accounts() * (traffic + judged + keys + arrived),
                    Unit.BYTES,
                    "%s x (%s + %s + %s + %s)",
                    number(load.accounts()),
                    number(traffic),
                    number(judged),
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
            double latest = value("account.latest");
            double before = value("account.before");
            double read = before > 0 ? latest + before : value("account.days");
            double written = latest + value("account.whole");
            double moved = add(
                    "account.moved",
                    "exchanges read and stored to sum up an account",
                    (read + written) / 2,
                    Unit.NUMBER,
                    "(%s read + %s written) / 2",
                    number(read),
                    number(written));
            double summing = add(
                    "cores.summing",
                    "summing up",
                    changed * moved * costs.summingMicros() / 1e6 / every,
                    Unit.CORES,
                    "%s accounts x %s x %s us / %s s",
                    number(changed),
                    number(moved),
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

        void network(Load load, CapacityCosts costs, double changed, double every) {
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
            double whole = value("account.judged");
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
            double written =
                    value("account.latest") * costs.sampledBytes() + costs.sliceBytes() + value("account.judged");
            double rewritten = load.accounts() * sent(rate * between) * written;
            double added = load.requests() * between * (costs.digestBytes() + costs.keyBytes());
            double increment = add(
                    "checkpoint.increment",
                    "an incremental one: days, what is judged, what came in",
                    Math.min(state, rewritten + added),
                    Unit.BYTES,
                    "%s accounts x %s + %s/s x %s s x (%s + %s), at most all",
                    number(load.accounts() * sent(rate * between)),
                    number(written),
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
