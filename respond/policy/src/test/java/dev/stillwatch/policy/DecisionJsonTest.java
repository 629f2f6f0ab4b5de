// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionJsonTest {
    private static Decision decision(Countermeasure countermeasure) {
        return new Decision(
                "p", "1.2.3", "r", countermeasure, Duration.ofDays(7), true, "Why \"this\".", "00ff", Packs.KNOWN);
    }

    static Stream<Countermeasure> countermeasures() {
        return Stream.of(
                new Countermeasure.Observe(),
                new Countermeasure.Suspend(),
                new Countermeasure.Throttle(60, Duration.ofMillis(1_500)),
                new Countermeasure.StepUp(URI.create("https://example.com/v?a=%20b")),
                new Countermeasure.Withhold(Set.of("m1", "m:2/x")),
                new Countermeasure.Deter(new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Strip()),
                        true,
                        Optional.of(Deterrence.Reasoning.SUMMARISE),
                        OptionalInt.of(3),
                        OptionalDouble.of(0.25),
                        true,
                        true)),
                new Countermeasure.Deter(new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Round(0, 6)),
                        false,
                        Optional.of(Deterrence.Reasoning.WITHHOLD),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        false,
                        false)));
    }

    @ParameterizedTest
    @MethodSource("countermeasures")
    void read_whatWasWritten_isEqual(Countermeasure countermeasure) {
        Decision decision = decision(countermeasure);

        assertThat(DecisionJson.read("d.json", DecisionJson.of(decision))).isEqualTo(decision);
    }

    @Test
    void read_lastingNoTime_isRefused() {
        String json = DecisionJson.of(decision(new Countermeasure.Observe())).replace("PT168H", "PT0S");

        assertThatThrownBy(() -> DecisionJson.read("d.json", json))
                .isInstanceOf(StillwatchException.class)
                .hasMessageMatching("d\\.json:[0-9]+: lasting must be longer than zero; .*");
    }

    @Test
    void read_cutOff_isRefused() {
        String json = DecisionJson.of(decision(new Countermeasure.Observe()));

        assertThatThrownBy(() -> DecisionJson.read("d.json", json.substring(0, 40)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageStartingWith("d.json:");
    }
}
