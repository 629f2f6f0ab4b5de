// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.Deterrence;
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
import org.junit.jupiter.params.provider.ValueSource;

class CountermeasureJsonTest {

    private static Stream<Countermeasure> ofEveryKind() {
        return Stream.of(
                new Countermeasure.Observe(),
                new Countermeasure.Suspend(),
                new Countermeasure.Throttle(3, Duration.ofMillis(1500)),
                new Countermeasure.StepUp(URI.create("https://example.com/verify?a=b&c=%22")),
                new Countermeasure.Withhold(Set.of("gpt \"x\"", "b")),
                new Countermeasure.Deter(Deterrence.NONE),
                new Countermeasure.Deter(Deterrence.NONE.withCanary(Optional.of(Deterrence.Canary.CLOSING))),
                new Countermeasure.Deter(Deterrence.NONE.withCanary(Optional.of(Deterrence.Canary.INSTRUCTION))),
                new Countermeasure.Deter(new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Strip()),
                        true,
                        Optional.of(Deterrence.Reasoning.WITHHOLD),
                        OptionalInt.of(1),
                        OptionalDouble.of(0.7),
                        true,
                        true)),
                new Countermeasure.Deter(new Deterrence(
                        Optional.of(new Deterrence.Logprobs.Round(5, 2)),
                        false,
                        Optional.of(Deterrence.Reasoning.SUMMARISE),
                        OptionalInt.empty(),
                        OptionalDouble.of(1),
                        false,
                        false)));
    }

    @ParameterizedTest
    @MethodSource("ofEveryKind")
    void parse_whatWasWritten_isTheSame(Countermeasure countermeasure) {
        String text = CountermeasureJson.text(countermeasure);

        assertThat(CountermeasureJson.parse(text)).isEqualTo(countermeasure);
        assertThat(CountermeasureJson.text(CountermeasureJson.parse(text))).isEqualTo(text);
    }

    @Test
    void kinds_areAllTested() {
        assertThat(ofEveryKind().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Countermeasure.class.getPermittedSubclasses());
    }

    @Test
    void form_ofVersionOne_staysReadable() {
        assertThat(CountermeasureJson.text(new Countermeasure.Throttle(3, Duration.ofMinutes(1))))
                .isEqualTo("{\"v\":1,\"kind\":\"throttle\",\"requests\":3,\"per\":\"PT1M\"}");
        assertThat(CountermeasureJson.text(new Countermeasure.Deter(Deterrence.NONE)))
                .isEqualTo("{\"v\":1,\"kind\":\"deter\",\"deterrence\":{\"deny_logit_bias\":false,"
                        + "\"keep_watermark\":false,\"seal_reasoning\":false}}");
        assertThat(CountermeasureJson.text(new Countermeasure.Suspend())).isEqualTo("{\"v\":1,\"kind\":\"suspend\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"v\":2,\"kind\":\"suspend\"}",
                "{\"v\":1,\"kind\":\"zqcanary\"}",
                "{\"v\":1,\"kind\":\"throttle\",\"requests\":0,\"per\":\"PT1M\"}",
                "{\"v\":1,\"kind\":\"suspend\"",
                "{\"v\":1,\"kind\":\"suspend\"} x",
                "{\"v\":1,\"kind\":\"withhold\",\"models\":[]}"
            })
    void parse_somethingElse_isRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> CountermeasureJson.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("zqcanary");
    }

    @Test
    void decision_writtenAndRead_isTheSame() {
        Decision decision = TestCampaign.suspend(Duration.ofHours(5), true);

        assertThat(DecisionJson.parse(DecisionJson.text(decision))).isEqualTo(decision);
    }
}
