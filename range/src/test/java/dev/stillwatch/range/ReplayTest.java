// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Detector DETECTOR = new Detector(DetectorSettings.DEFAULTS);

    @Test
    void planned_everyCampaign_isWhatTheGeneratorMakes() {
        Scenario scenario =
                Traffic.scenario("benign=20", "accounts=6", "campaigns=2", "days=3", "clock=human", "replacement=0.3");
        Map<String, Long> planned = new TrafficGenerator(scenario, 4).planned();
        Leakage.Times times = new Leakage.Times();
        List<LabelledExchange> all = new ArrayList<>();
        new TrafficGenerator(scenario, 4).run(all::add);
        all.forEach(times::note);

        assertThat(planned).containsOnlyKeys("c1", "c2");
        planned.forEach((name, count) -> assertThat(count)
                .isEqualTo(all.stream()
                        .filter(e -> e.campaign().filter(name::equals).isPresent())
                        .count()));
    }

    @Test
    void until_findableCampaign_stopsAtItsAlarm() {
        Scenario scenario = Traffic.scenario("benign=500", "accounts=80", "rate=1", "templates=20", "days=3");
        RangeEvaluation.Run run = Replay.until(scenario, 3, DETECTOR, Duration.ofHours(24), Window.LENGTHS);

        assertThat(run.leaks().values()).singleElement().satisfies(leak -> {
            assertThat(leak.alarm()).contains(scenario.start().plus(Duration.ofHours(24)));
            // 80 accounts at one exchange an hour over 3 days, of which two were not simulated.
            assertThat(leak.exchanges().trials()).isBetween(5_300L, 6_200L);
            assertThat(leak.exchanges().value()).isBetween(0.28, 0.38);
        });
        assertThat(run.score().campaignRecall().value()).isEqualTo(1);
    }

    @Test
    void until_nothingToFind_playsToTheEndWithoutAnAlarm() {
        Scenario scenario = Traffic.scenario("benign=60", "accounts=2", "days=1");
        RangeEvaluation.Run run = Replay.until(scenario, 3, DETECTOR, Duration.ofHours(12), Window.LENGTHS);

        assertThat(run.leaks().values()).singleElement().satisfies(leak -> {
            assertThat(leak.alarm()).isEmpty();
            assertThat(leak.exchanges().value()).isEqualTo(1);
        });
    }
}
