// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.ingest.LogInput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Measures a detector on simulated traffic, one log per seed.
 *
 * @param runs one per seed, in the order given
 */
public record RangeEvaluation(List<Run> runs) {

    /**
     * A detector's result on one seed.
     *
     * @param leaks by campaign what got away before the first alarm; empty when that was not measured
     */
    public record Run(long seed, DetectionScore score, Map<String, Leakage> leaks) {
        public Run {
            leaks = Map.copyOf(leaks);
        }
    }

    /**
     * How to measure what got away before the first alarm.
     *
     * @param step distance of the points in time at which the detector is run
     * @param assess assessment of a traffic folder's exchanges before a point in time
     */
    public record Prefixes(Duration step, BiFunction<Path, Instant, Assessment> assess) {}

    public RangeEvaluation {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs one seed or more");
        }
    }

    /**
     * Generates the scenario's traffic for each seed and scores a detector on it.
     *
     * @param detector assesses a traffic folder: {@code traffic.jsonl.zst}, and {@code baseline.jsonl.zst} where the
     *     scenario has a baseline
     * @param prefixes empty to leave out what got away before the first alarm, which runs the detector many times
     * @param work folder for the traffic, one folder a seed; nothing is deleted
     */
    public static RangeEvaluation of(
            Scenario scenario,
            List<Long> seeds,
            Function<Path, Assessment> detector,
            Optional<Prefixes> prefixes,
            Path work) {
        List<Run> runs = new ArrayList<>();
        for (long seed : seeds) {
            Path folder = work.resolve("seed-" + seed);
            Leakage.Times times = new Leakage.Times();
            try (TrafficFolder traffic = new TrafficFolder(folder, ".jsonl.zst", scenario.start())) {
                new TrafficGenerator(scenario, seed).run(labelled -> {
                    traffic.accept(labelled);
                    times.note(labelled);
                });
            }
            Truth truth = Truth.read(folder.resolve(TrafficFolder.TRUTH));
            DetectionScore score = DetectionScore.of(ScoredAccount.of(detector.apply(folder)), truth);
            Map<String, Leakage> leaks = prefixes.map(how -> Leakage.measure(
                            scenario.start(),
                            scenario.end(),
                            how.step(),
                            cut -> how.assess().apply(folder, cut),
                            truth,
                            times))
                    .orElse(Map.of());
            runs.add(new Run(seed, score, leaks));
        }
        return new RangeEvaluation(runs);
    }

    /**
     * Scores a detector on a labelled folder that exists already.
     *
     * @param log the folder's log
     * @param detector assesses the folder
     * @param prefixes empty to leave out what got away before the first alarm
     */
    public static RangeEvaluation of(
            Path folder, LogInput log, Function<Path, Assessment> detector, Optional<Prefixes> prefixes) {
        Truth truth = Truth.read(folder.resolve(TrafficFolder.TRUTH));
        DetectionScore score = DetectionScore.of(ScoredAccount.of(detector.apply(folder)), truth);
        Map<String, Leakage> leaks = prefixes.map(how -> {
                    LabelledTimes read = LabelledTimes.read(log, truth);
                    return Leakage.measure(
                            read.first(),
                            read.last(),
                            how.step(),
                            cut -> how.assess().apply(folder, cut),
                            truth,
                            read.campaigns());
                })
                .orElse(Map.of());
        return new RangeEvaluation(List.of(new Run(0, score, leaks)));
    }

    /**
     * Scores a finished scan.
     *
     * @param accounts the scan's {@code accounts.csv}
     * @param truth the traffic folder's {@code truth.csv}
     */
    public static RangeEvaluation of(Path accounts, Path truth) {
        return new RangeEvaluation(
                List.of(new Run(0, DetectionScore.of(ScoredAccount.read(accounts), Truth.read(truth)), Map.of())));
    }
}
