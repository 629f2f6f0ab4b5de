// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static dev.stillwatch.cli.CapacityPlan.DAY;
import static dev.stillwatch.cli.CapacityPlan.number;
import static dev.stillwatch.cli.CapacityPlan.seconds;
import static dev.stillwatch.cli.CapacityPlan.sent;

import dev.stillwatch.cli.CapacityPlan.Step;
import dev.stillwatch.cli.CapacityPlan.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The steps of a {@link CapacityPlan}, each of which may use those before. Not thread-safe. */
final class CapacityArithmetic {
    private final List<Step> steps = new ArrayList<>();

    List<Step> steps() {
        return List.copyOf(steps);
    }

    double add(String key, String name, double value, Unit unit, String arithmetic, Object... arguments) {
        steps.add(new Step(key, name, value, unit, String.format(Locale.ROOT, arithmetic, arguments)));
        return value;
    }

    double value(String key) {
        return new CapacityPlan(steps, List.of()).value(key);
    }

    /** Of equally busy days the latest keeps a full sample, the one before what of its is in a sample of both, and so on. */
    void state(CapacityPlan.Load load, CapacityCosts costs, double rate, int days) {
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

    void cores(CapacityPlan.Load load, CapacityCosts costs, double changed, double every) {
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

    void memory(CapacityPlan.Load load, CapacityCosts costs) {
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

    void network(CapacityPlan.Load load, CapacityCosts costs, double changed, double every) {
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

    void checkpoints(CapacityPlan.Load load, CapacityCosts costs, double rate) {
        double state = value("state");
        add("checkpoint", "a full checkpoint", state, Unit.BYTES, "the state of all accounts");
        double between = seconds(load.checkpointEvery());
        double written = value("account.latest") * costs.sampledBytes() + costs.sliceBytes() + value("account.judged");
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
