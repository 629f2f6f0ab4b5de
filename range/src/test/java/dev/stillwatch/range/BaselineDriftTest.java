// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.TrafficSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drift of simulated populations: the same seed has the same customers, whatever their knobs. */
class BaselineDriftTest {
    private static final DigestExtractor EXTRACTOR = new DigestExtractor();

    private static TrafficSummary summary(List<LabelledExchange> exchanges) {
        TrafficSummary summary = new TrafficSummary();
        exchanges.forEach(e -> summary.observe(EXTRACTOR.extract(e.exchange())));
        return summary;
    }

    private static BaselineDrift drift(List<LabelledExchange> then, List<LabelledExchange> now) {
        return new Detector(DetectorSettings.DEFAULTS)
                .assess(summary(now), summary(then))
                .calibration()
                .drift();
    }

    @Test
    void assess_campaignEntersAmongTheSameCustomers_isNoDrift() {
        // From a Wednesday on, so that neither side holds a weekend, which is a change of its own.
        Scenario scenario = Traffic.scenario(
                "benign=250", "accounts=60", "rate=1", "days=2", "baseline-days=2", "start=2026-11-04T00:00:00Z");
        List<LabelledExchange> all = Traffic.of(scenario, 5);
        List<LabelledExchange> then = all.stream()
                .filter(e -> e.exchange().time().isBefore(scenario.start()))
                .toList();
        List<LabelledExchange> now = all.stream()
                .filter(e -> !e.exchange().time().isBefore(scenario.start()))
                .toList();

        BaselineDrift drift = drift(then, now);

        assertThat(drift.customers()).isGreaterThan(100);
        assertThat(drift.moved()).isFalse();
    }

    @Test
    void assess_peopleAskFourTimesAsMuch_volumeHasDrifted() {
        List<LabelledExchange> then = Traffic.of("benign=250", "campaigns=0");
        List<LabelledExchange> now = Traffic.of("benign=250", "campaigns=0", "person-rate=0.5");

        assertThat(drift(then, now).changes())
                .anyMatch(c -> c.trait().equals("volume") && c.moved())
                .noneMatch(c -> c.trait().equals("content") && c.moved());
    }
}
