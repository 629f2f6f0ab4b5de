// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.TrafficWindows;
import dev.stillwatch.detect.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plays a scenario to a detector as it would come in, one look after the other, and stops at the alarm.
 *
 * <p>Nothing after the alarm is simulated: how much a campaign was going to make is counted from its clocks alone. Every
 * look judges all traffic so far and, of the lengths asked for, the latest windows that are clearly shorter.
 * Nothing is written; memory as of {@link TrafficWindows}. Used once, by one thread.
 */
public final class Replay {
    private static final Duration REMEMBERED = Duration.ofDays(28);
    private static final int CLEARLY_SHORTER = 3;

    private final Scenario scenario;
    private final Detector detector;
    private final Duration step;
    private final List<Duration> lengths;
    private final GrantedAlarms alarms;
    private final DigestExtractor extractor = new DigestExtractor();
    private final TrafficSummary baseline = new TrafficSummary();
    private final TrafficWindows traffic = new TrafficWindows();
    private final Map<String, Truth.Label> labels = new HashMap<>();
    private final Map<String, Long> made = new HashMap<>();
    private final Map<String, Leakage> leaks = new TreeMap<>();
    private final Map<String, Long> planned;
    private Optional<Assessment> last = Optional.empty();
    private Instant cut;

    private Replay(
            Scenario scenario, Map<String, Long> planned, Detector detector, Duration step, List<Duration> lengths) {
        this.scenario = scenario;
        this.lengths = List.copyOf(lengths);
        this.planned = planned;
        this.detector = detector;
        this.step = step;
        this.alarms = new GrantedAlarms(scenario.start(), scenario.end(), step);
        this.cut = scenario.start().plus(step);
    }

    /**
     * Plays until every campaign has raised an alarm, or to the end; scores the last look.
     *
     * @param step time between looks
     * @param lengths of windows judged beside the whole; empty for the whole only
     */
    public static RangeEvaluation.Run until(
            Scenario scenario, long seed, Detector detector, Duration step, List<Duration> lengths) {
        TrafficGenerator generator = new TrafficGenerator(scenario, seed);
        Replay replay = new Replay(scenario, generator.planned(), detector, step, lengths);
        generator.runWhile(replay::take);
        replay.finish();
        Truth truth = replay.truth();
        Assessment assessment = replay.last.orElseThrow();
        return new RangeEvaluation.Run(seed, DetectionScore.of(ScoredAccount.of(assessment), truth), replay.leaks);
    }

    private boolean take(LabelledExchange labelled) {
        Instant time = labelled.exchange().time();
        if (time.isBefore(scenario.start())) {
            baseline.observe(extractor.extract(labelled.exchange()));
            return true;
        }
        while (!time.isBefore(cut)) {
            if (!look()) {
                return false;
            }
        }
        traffic.observe(extractor.extract(labelled.exchange()));
        labels.computeIfAbsent(
                labelled.exchange().account(), account -> new Truth.Label(labelled.kind(), labelled.campaign()));
        labelled.campaign().ifPresent(name -> made.merge(name, 1L, Long::sum));
        return true;
    }

    /** Looks at what came in before the cut; answers whether to go on. */
    private boolean look() {
        Instant now = cut;
        cut = now.plus(step);
        traffic.forgetBefore(now.minus(REMEMBERED));
        List<Window> windows = lengths.stream()
                .filter(length ->
                        length.multipliedBy(CLEARLY_SHORTER).compareTo(Duration.between(scenario.start(), now)) <= 0)
                .map(length -> new Window(now.minus(length), now))
                .toList();
        Assessment assessment = detector.assess(traffic, baseline, windows);
        last = Optional.of(assessment);
        for (String name : CampaignMatch.granted(assessment, truth(), alarms.look(assessment))) {
            leaks.computeIfAbsent(name, campaign -> leak(campaign, Optional.of(now)));
        }
        return !leaks.keySet().containsAll(planned.keySet());
    }

    private Leakage leak(String campaign, Optional<Instant> alarm) {
        long all = planned.getOrDefault(campaign, 0L);
        return new Leakage(alarm, new Share(alarm.isPresent() ? made.getOrDefault(campaign, 0L) : all, all));
    }

    /** A last look if the traffic ended within a step, and what was never found. */
    private void finish() {
        Set<String> waiting = new HashSet<>(planned.keySet());
        waiting.removeAll(leaks.keySet());
        if (last.isEmpty() || (!waiting.isEmpty() && !cut.isAfter(scenario.end()))) {
            look();
        }
        waiting.removeAll(leaks.keySet());
        waiting.forEach(name -> leaks.put(name, leak(name, Optional.empty())));
    }

    private Truth truth() {
        return new Truth(labels);
    }
}
