// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScenarioFactoryTest {

    @Test
    void of_everyPreset_isAScenario() {
        assertThat(ScenarioFactory.presets())
                .allSatisfy(preset ->
                        assertThat(ScenarioFactory.of(preset.name(), Map.of())).isNotNull());
    }

    @Test
    void of_qwen_hasThePublishedScale() {
        CampaignPlan plan =
                ScenarioFactory.of("qwen-28.8m-45d", Map.of()).campaigns().getFirst();

        assertThat(plan.accounts() * plan.rate().perHour() * plan.active().toHours())
                .isBetween(28e6, 29.5e6);
    }

    @Test
    void of_changes_overrideThePreset() {
        Scenario scenario = ScenarioFactory.of(
                "small", Map.of("templates", "unique", "days", "2", "clock", "round-robin", "mix", "rows:2,tools:1"));
        CampaignPlan plan = scenario.campaigns().getFirst();

        assertThat(scenario.duration()).isEqualTo(Duration.ofDays(2));
        assertThat(plan.templates()).isEqualTo(OptionalInt.empty());
        assertThat(plan.clock()).isEqualTo(CampaignClock.ROUND_ROBIN);
        assertThat(plan.mix()).containsOnly(Map.entry(Harvest.ROWS, 2.0), Map.entry(Harvest.TOOLS, 1.0));
    }

    @Test
    void of_scale_multipliesAccounts() {
        Scenario scenario = ScenarioFactory.of("small", Map.of("scale", "0.1"));

        assertThat(scenario.population().accounts()).isEqualTo(300);
        assertThat(scenario.campaigns().getFirst().accounts()).isEqualTo(30);
    }

    @Test
    void of_unknownKnob_namesTheNearest() {
        assertThatThrownBy(() -> ScenarioFactory.of("small", Map.of("dilutoin", "0.5")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("did you mean 'dilution'");
    }

    @Test
    void of_badValue_saysWhatTheKnobTakes() {
        assertThatThrownBy(() -> ScenarioFactory.of("small", Map.of("dilution", "1.5")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("dilution")
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> ScenarioFactory.of("small", Map.of("clock", "cuckoo")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("round-robin");
    }

    @Test
    void of_unknownPreset_listsTheKnown() {
        assertThatThrownBy(() -> ScenarioFactory.of("smal", Map.of()))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("qwen-28.8m-45d");
    }

    @Test
    void knobs_each_isTaken() {
        assertThat(ScenarioFactory.knobs())
                .extracting(Knob::name)
                .contains("accounts", "dilution", "share-newcomer", "timing", "split");
    }

    @Test
    void population_peopleFillUp() {
        Population population = ScenarioFactory.of("small", Map.of()).population();
        int sum = 0;
        for (Kind kind : Kind.values()) {
            sum += population.count(kind);
        }

        assertThat(sum).isEqualTo(3000);
        assertThat(population.count(Kind.PERSON)).isGreaterThan(1500);
    }
}
