// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.detect.Probability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for evasions, on made-up detectors whose weakness is known. */
class AttackSearchTest {
    private static final Map<String, String> START = ScenarioFactory.values("tiny", Map.of());
    private static final List<AttackMove> MOVES =
            AttackMove.of(ScenarioFactory.of("tiny", Map.of()).campaigns().getFirst());

    @Test
    void run_weaknessOfTwoKnobsTogether_isFound() {
        AttackReport report = search(200, 2, START, (knobs, seed) -> {
            boolean human = is(knobs, "clock", "human");
            boolean diluted = is(knobs, "dilution", "0.8");
            return haul(human && diluted ? 90 : human || diluted ? 25 : 10, 100, 100, false);
        });

        assertThat(report.cheapest())
                .hasValueSatisfying(cheapest -> assertThat(cheapest.knobs())
                        .containsEntry("clock", "human")
                        .containsEntry("dilution", "0.8"));
        assertThat(report.conclusion())
                .startsWith("Undetected harvesting costs at least ")
                .contains("clock=human", "dilution=0.8");
    }

    @Test
    void run_needlessExpense_isDropped() {
        Map<String, String> start = new HashMap<>(START);
        start.put("aged", "1");
        start.put("decoys", "0.5");
        AttackReport report = search(200, 1, start, (knobs, seed) -> {
            Map<String, String> all = new HashMap<>(start);
            all.putAll(knobs);
            int paid = is(all, "decoys", "0") ? 100 : 200;
            return haul(is(all, "leak", "0") ? 80 : 10, 100, paid, is(all, "aged", "1"));
        });

        assertThat(report.cheapest())
                .hasValueSatisfying(cheapest -> assertThat(cheapest.knobs())
                        .containsExactlyInAnyOrderEntriesOf(Map.of("aged", "0", "decoys", "0", "leak", "0")));
    }

    @Test
    void run_perfectDetector_saysThatNothingWasFound() {
        AttackReport report = search(40, 1, START, (knobs, seed) -> haul(0, 100, 0, false));

        assertThat(report.cheapest()).isEmpty();
        assertThat(report.conclusion())
                .startsWith("No way to get 50 examples and 50 % of all away undetected was found in 40");
        assertThat(report.json()).contains("\"price\":null", "\"evades\":false");
        assertThat(report.attempts()).noneMatch(report::undominated);
    }

    @Test
    void run_quietButSmall_isMadeLarger() {
        AttackReport report = search(120, 1, START, (knobs, seed) -> {
            int sent = (is(knobs, "accounts", "300") ? 3 : 1) * (is(knobs, "dilution", "0.8") ? 20 : 100);
            return haul(is(knobs, "dilution", "0.8") ? sent : sent / 10, sent, sent, false);
        });

        assertThat(report.cheapest())
                .hasValueSatisfying(cheapest ->
                        assertThat(cheapest.knobs()).isEqualTo(Map.of("accounts", "300", "dilution", "0.8")));
    }

    @Test
    void run_luckOnOneSeed_isNotTakenForAnEvasion() {
        AttackReport report = search(
                120, 3, START, (knobs, seed) -> haul(seed == 1 && is(knobs, "leak", "0") ? 70 : 10, 100, 100, false));

        assertThat(report.cheapest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 23, 60})
    void run_anyBudget_isKept(int budget) {
        int[] trials = {0};
        AttackReport report = search(budget, 3, START, (knobs, seed) -> {
            trials[0]++;
            return weak(knobs, seed);
        });

        assertThat(trials[0]).isBetween(1, budget);
        assertThat(report.trials()).isEqualTo(trials[0]);
        assertThat(report.attempts().stream().mapToInt(Attempt::seeds).sum()).isEqualTo(budget == 1 ? 1 : trials[0]);
    }

    @Test
    void run_smallBudget_triesOneMoveOfEachAxisFirst() {
        long axes = MOVES.stream().map(AttackMove::axis).distinct().count();
        AttackReport report = search(1 + (int) axes, 1, START, AttackSearchTest::weak);

        assertThat(report.attempts().stream()
                        .flatMap(attempt -> attempt.knobs().keySet().stream())
                        .filter(knob ->
                                MOVES.stream().anyMatch(move -> move.axis().equals(knob)))
                        .distinct()
                        .count())
                .isEqualTo(axes);
    }

    @Test
    void run_twice_triesTheSame() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        AttackReport one = search(70, 2, START, (knobs, seed) -> noted(first, knobs, seed));
        AttackReport two = search(70, 2, START, (knobs, seed) -> noted(second, knobs, seed));

        assertThat(second).isEqualTo(first);
        assertThat(two.json()).isEqualTo(one.json());
        assertThat(two.table()).isEqualTo(one.table());
    }

    @Test
    void run_anyAttempt_differsInKnobsOfItsOwnAxisOnly() {
        AttackReport report = search(150, 1, START, AttackSearchTest::weak);

        assertThat(report.attempts()).allSatisfy(attempt -> {
            assertThat(attempt.knobs()).doesNotContainEntry("dilution", "0").doesNotContainEntry("clock", "flat");
            assertThat(attempt.knobs().containsKey("miss")).isEqualTo(is(attempt.knobs(), "paraphrase", "full"));
            ScenarioFactory.of("tiny", attempt.knobs());
        });
    }

    @Test
    void price_accountsAndDecoys_areCharged() {
        Haul haul = new Haul(100, 50, 80, 200, 10, 4, new Share(5, 10), new Share(5, 10));

        assertThat(haul.price(new AttackPrices(0, 0, 0))).isCloseTo(80 / 50.0, within(1e-9));
        assertThat(haul.price(new AttackPrices(20, 100, 0))).isCloseTo((80 + 120 + 400) / 50.0, within(1e-9));
        assertThat(haul.price(new AttackPrices(0, 0, 0.5))).isCloseTo((80 + 100) / 50.0, within(1e-9));
        assertThat(haul.plus(haul).price(AttackPrices.DEFAULTS)).isEqualTo(haul.price(AttackPrices.DEFAULTS));
    }

    @Test
    void undominated_isWhatNobodyBeatsInPriceAndShare() {
        Attempt cheap = new Attempt(Map.of("leak", "0"), haul(50, 100, 50, false), 1);
        Attempt thorough = new Attempt(Map.of("aged", "1"), haul(90, 100, 100, true), 1);
        Attempt beaten = new Attempt(Map.of("clock", "human"), haul(40, 100, 90, true), 1);
        AttackReport report = new AttackReport(
                List.of(cheap, thorough, beaten), new Evasion(new Probability(0.5), 10), AttackPrices.DEFAULTS, 3);

        assertThat(List.of(cheap, thorough, beaten).stream().filter(report::undominated))
                .containsExactly(cheap, thorough);
        assertThat(report.table()).contains("* ", "price: requests paid for");
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> settings(0, 1)).hasMessageContaining("budget 0");
        assertThatThrownBy(() -> new AttackPrices(-1, 0, 0)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new AttackPrices(0, 0, 2)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new Haul(1, 2, 2, 0, 1, 0, new Share(0, 1), new Share(0, 1)))
                .hasMessageContaining("2 of 1");
    }

    private static Haul noted(List<String> calls, Map<String, String> knobs, long seed) {
        calls.add(seed + " " + knobs);
        return weak(knobs, seed);
    }

    /** A detector that each changed knob weakens a little. */
    private static Haul weak(Map<String, String> knobs, long seed) {
        return haul(Math.min(100, 10 + 9 * knobs.size() + (int) seed), 100, 100 + 3 * knobs.size(), false);
    }

    private static boolean is(Map<String, String> knobs, String knob, String value) {
        return value.equals(knobs.get(knob));
    }

    private static Haul haul(int undetected, int examples, int paid, boolean aged) {
        return new Haul(
                examples,
                undetected,
                Math.max(paid, undetected),
                0,
                10,
                aged ? 10 : 0,
                new Share(5, 10),
                new Share(10, 10));
    }

    private static AttackReport search(int budget, int seeds, Map<String, String> start, AttackSearch.Trial trial) {
        return AttackSearch.run(start, MOVES, trial, settings(budget, seeds), attempt -> {});
    }

    private static AttackSearch.Settings settings(int budget, int seeds) {
        return new AttackSearch.Settings(budget, seeds, 1, new Probability(0.5), 0.5, AttackPrices.DEFAULTS);
    }
}
