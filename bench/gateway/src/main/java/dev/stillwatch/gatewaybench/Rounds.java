// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import dev.stillwatch.gatewaybench.Workload.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The order in which targets are driven: always all of them in turns, so that whatever else the machine does meets each.
 *
 * @see <a href="https://github.com/cuihuan/llm-gateway-bench">llm-gateway-bench, whose interleaved rounds these are</a>
 */
final class Rounds {
    private final Plan plan;
    private final List<Entry> entries;
    private final Consumer<String> progress;
    private final Driver driver = new Driver();
    private final Measurement measured = new Measurement();

    /** A target and the memory it has in use. */
    record Entry(Target target, Driver.MemoryOf memory) {}

    /**
     * @param entries the first is the model server itself
     */
    Rounds(Plan plan, List<Entry> entries, Consumer<String> progress) {
        this.plan = plan;
        this.entries = List.copyOf(entries);
        this.progress = progress;
    }

    Measurement run() {
        warmUp();
        for (int bytes : plan.bodies()) {
            inSequence(new Workload(bytes, new Answer.Whole()));
            inSequence(new Workload(bytes, new Answer.Streamed()));
        }
        int small = plan.bodies().getFirst();
        atRate(new Workload(small, new Answer.Whole()));
        atRate(new Workload(small, new Answer.Streamed()));
        for (int bytes : plan.bodies()) {
            for (int connections :
                    bytes == small ? plan.connections() : plan.connections().subList(0, 1)) {
                saturate(new Workload(bytes, new Answer.Whole()), connections);
                saturate(new Workload(bytes, new Answer.Streamed()), connections);
            }
        }
        hold();
        return measured;
    }

    private void warmUp() {
        for (Entry entry : entries) {
            progress.accept("warming up " + entry.target().name());
            for (Answer answer : List.of(new Answer.Whole(), new Answer.Streamed())) {
                driver.saturating(
                        entry.target(),
                        new Workload(plan.bodies().getFirst(), answer),
                        8,
                        plan.warmUp().dividedBy(2));
                driver.inSequence(entry.target(), new Workload(plan.bodies().getLast(), answer), 20);
            }
        }
    }

    private void inSequence(Workload workload) {
        progress.accept("one after the other: " + Measurement.name(workload));
        List<List<Double>> medians = new ArrayList<>();
        int[] wrong = new int[entries.size()];
        entries.forEach(_ -> medians.add(new ArrayList<>()));
        for (int round = 0; round < plan.rounds(); round++) {
            for (int i = 0; i < entries.size(); i++) {
                Outcome outcome = driver.inSequence(entries.get(i).target(), workload, plan.requests(workload.bytes()));
                medians.get(i).add(micros(outcome.latencies().quantile(0.5)));
                wrong[i] += outcome.wrong();
            }
        }
        double direct = quantile(medians.getFirst(), 0.5);
        for (int i = 0; i < entries.size(); i++) {
            List<Double> times = medians.get(i);
            measured.add(
                    "sequence",
                    Measurement.name(workload),
                    entries.get(i).target().name(),
                    figures(
                            "p50_us", quantile(times, 0.5),
                            "added_p50_us", quantile(times, 0.5) - direct,
                            "q1_us", quantile(times, 0.25),
                            "q3_us", quantile(times, 0.75),
                            "wrong", (double) wrong[i]));
        }
    }

    /** Drives each target at the rate once before it counts: the pace is another than before, and so is what is compiled. */
    private void atRate(Workload workload) {
        for (Entry entry : entries) {
            progress.accept("warming up at " + plan.rate() + " a second: " + Measurement.name(workload) + ", "
                    + entry.target().name());
            driver.atRate(entry.target(), workload, plan.rate(), 256, plan.warmUp());
            progress.accept(plan.rate() + " a second: " + Measurement.name(workload) + ", "
                    + entry.target().name());
            Outcome outcome = driver.atRate(entry.target(), workload, plan.rate(), 256, plan.atRate());
            measured.add(
                    "rate-" + plan.rate(),
                    Measurement.name(workload),
                    entry.target().name(),
                    latencies(outcome));
        }
    }

    private void saturate(Workload workload, int connections) {
        for (Entry entry : entries) {
            progress.accept(connections + " at once: " + Measurement.name(workload) + ", "
                    + entry.target().name());
            Outcome outcome = driver.saturating(entry.target(), workload, connections, plan.saturated());
            Map<String, Double> figures = latencies(outcome);
            figures.put("memory_mib", entry.memory().resident() / 1048576.0);
            measured.add(
                    "saturated-" + connections,
                    Measurement.name(workload),
                    entry.target().name(),
                    figures);
        }
    }

    private void hold() {
        Workload workload = new Workload(plan.bodies().getFirst(), plan.held());
        for (Entry entry : entries) {
            progress.accept(plan.streams() + " streams held: " + entry.target().name());
            Driver.Held held = driver.hold(entry.target(), workload, plan.held(), plan.streams(), entry.memory());
            measured.add(
                    "held",
                    Measurement.name(workload),
                    entry.target().name(),
                    figures(
                            "streams",
                            (double) held.streams(),
                            "whole",
                            (double) held.whole(),
                            "slowest_ms",
                            held.slowest().toNanos() / 1e6,
                            "memory_mib",
                            held.memory() / 1048576.0));
        }
    }

    private static Map<String, Double> latencies(Outcome outcome) {
        return figures(
                "per_second", outcome.perSecond(),
                "p50_us", micros(outcome.latencies().quantile(0.5)),
                "p99_us", micros(outcome.latencies().quantile(0.99)),
                "p999_us", micros(outcome.latencies().quantile(0.999)),
                "wrong", (double) outcome.wrong());
    }

    private static Map<String, Double> figures(Object... namesAndValues) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            figures.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return figures;
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}
