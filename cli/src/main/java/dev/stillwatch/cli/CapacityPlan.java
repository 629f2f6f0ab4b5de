// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.Duration;
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
    static final double DAY = 86_400;

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
        CapacityArithmetic plan = new CapacityArithmetic();
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
        return new CapacityPlan(plan.steps(), warnings(plan, every));
    }

    private static List<String> warnings(CapacityArithmetic plan, double every) {
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

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** The share of accounts that send something when each sends so much on average. */
    static double sent(double expected) {
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
}
