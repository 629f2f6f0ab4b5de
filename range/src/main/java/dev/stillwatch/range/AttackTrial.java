// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Lets campaigns loose on a detector that scans the growing log again and again.
 *
 * <p>What accused accounts send later stays in the log, though a provider might have stopped them: the simulation is
 * played to its end before the first scan.
 *
 * @param scanEvery time between scans; the last is at the end of the scenario
 * @param detector assesses a traffic folder's exchanges before a point in time
 */
public record AttackTrial(Duration scanEvery, BiFunction<Path, Instant, Assessment> detector) {

    public AttackTrial {
        if (scanEvery.isNegative() || scanEvery.isZero()) {
            throw new IllegalArgumentException("scans every " + scanEvery);
        }
    }

    /**
     * What the scenario's campaigns get on one seed.
     *
     * @param work folder for the traffic; nothing is deleted
     */
    public Haul run(Scenario scenario, long seed, Path work) {
        HaulLedger ledger = new HaulLedger();
        try (TrafficFolder traffic = new TrafficFolder(work, ".jsonl.zst", scenario.start())) {
            new TrafficGenerator(scenario, seed).run(labelled -> {
                traffic.accept(labelled);
                ledger.accept(labelled);
            });
        }
        Truth truth = Truth.read(work.resolve(TrafficFolder.TRUTH));
        Map<String, Instant> accused = new HashMap<>();
        List<ScoredAccount> scan = List.of();
        for (Instant cut = scenario.start(); cut.isBefore(scenario.end()); ) {
            Instant next = cut.plus(scanEvery);
            cut = next.isBefore(scenario.end()) ? next : scenario.end();
            scan = ScoredAccount.of(detector.apply(work, cut));
            for (ScoredAccount account : scan) {
                if (account.verdict() == Verdict.DISTILLATION) {
                    accused.putIfAbsent(account.account(), cut);
                }
            }
        }
        return ledger.haul(accused, DetectionScore.of(scan, truth));
    }
}
