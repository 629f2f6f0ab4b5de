// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PackReaderTest {
    static Stream<Arguments> countermeasures() {
        return Stream.of(
                Arguments.of("observe", new Countermeasure.Observe()),
                Arguments.of("suspend", new Countermeasure.Suspend()),
                Arguments.of(
                        "{throttle: {requests: 60, per: 1m}}", new Countermeasure.Throttle(60, Duration.ofMinutes(1))),
                Arguments.of(
                        "{step-up: {verification: 'https://example.com/v?x=1'}}",
                        new Countermeasure.StepUp(URI.create("https://example.com/v?x=1"))),
                Arguments.of("{withhold: {models: [m-1, 'm:2']}}", new Countermeasure.Withhold(Set.of("m-1", "m:2"))),
                Arguments.of(
                        "{deter: {logprobs: strip, deny-logit-bias: true, reasoning: withhold, most-completions: 2,"
                                + " least-temperature: 0.7, keep-watermark: true, seal-reasoning: true}}",
                        new Countermeasure.Deter(new Deterrence(
                                Optional.of(new Deterrence.Logprobs.Strip()),
                                true,
                                Optional.of(Deterrence.Reasoning.WITHHOLD),
                                OptionalInt.of(2),
                                OptionalDouble.of(0.7),
                                true,
                                true))),
                Arguments.of(
                        "{deter: {canary: closing}}",
                        new Countermeasure.Deter(Deterrence.NONE.withCanary(Optional.of(Deterrence.Canary.CLOSING)))),
                Arguments.of(
                        "{deter: {canary: instruction, keep-watermark: false}}",
                        new Countermeasure.Deter(
                                Deterrence.NONE.withCanary(Optional.of(Deterrence.Canary.INSTRUCTION)))),
                Arguments.of(
                        "{deter: {logprobs: {round: {most: 5, decimals: 1}}, reasoning: summarise}}",
                        new Countermeasure.Deter(new Deterrence(
                                Optional.of(new Deterrence.Logprobs.Round(5, 1)),
                                false,
                                Optional.of(Deterrence.Reasoning.SUMMARISE),
                                OptionalInt.empty(),
                                OptionalDouble.empty(),
                                false,
                                false))));
    }

    @ParameterizedTest
    @MethodSource("countermeasures")
    void read_countermeasure_isWhatWasWritten(String then, Countermeasure expected) {
        PolicyPack pack = Packs.rules(rule("r", 0, "true", then));

        assertThat(pack.rules().getFirst().then()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observ|rules[0].then must be observe, suspend",
                "Observe|rules[0].then must be observe",
                "throttle|rules[0].then must be observe",
                "{throtle: {requests: 1, per: 1s}}|unknown key \"throtle\" in rules[0].then; did you mean throttle?",
                "{}|must hold one of deter, throttle, step-up, withhold",
                "{deter: {logprobs: strip}, throttle: {requests: 1, per: 1s}}|it holds 2. Write a rule for each",
                "{throttle: {requests: 0, per: 1s}}|requests must be a whole number from 1",
                "{throttle: {requests: 1, per: 0s}}|per must be longer than zero",
                "{throttle: {requests: 1}}|per is missing",
                "{step-up: {verification: 'http://example.com'}}|verification must be an https address",
                "{step-up: {}}|verification is missing",
                "{withhold: {models: []}}|models is missing or empty",
                "{deter: {}}|deter changes nothing",
                "{deter: {logprobs: hide}}|logprobs must be strip, or round",
                "{deter: {logprobs: {round: {most: 21, decimals: 0}}}}|most must be a whole number from 0 to 20",
                "{deter: {least-temperature: 3}}|least-temperature must be a number from 0 to 2",
                "{deter: {canary: yes}}|canary must be one of closing, instruction",
                "{deter: {canarie: closing, keep-watermark: true}}|unknown key \"canarie\" in rules[0].then.deter; did you mean canary?",
                "{deter: {reasoning: hide}}|reasoning must be one of withhold, summarise",
                "{deter: {seal-reason: true, keep-watermark: true}}|unknown key \"seal-reason\" in rules[0].then.deter; did you mean"
            })
    void read_countermeasureMistaken_isRefused(String then, String expected) {
        assertThatThrownBy(() -> Packs.rules(rule("r", 0, "true", then)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageMatching("(?s)pack\\.yaml:[0-9]+: .*")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1.0.0|version: 1.0|version must be a version of three numbers",
                "version: 1.0.0|version: 1.0.0-rc1|version must be a version of three numbers",
                "id: pack|id: 'a b'|id must be letters, digits",
                "status: in-force|status: law|status must be one of proposed, enacted, in-force",
                "status: in-force|statsu: in-force|is \"statsu\" on line 5 meant for it?",
                "mode: enforce|mode: kill|mode must be one of assess, warn, enforce",
                "known-at: 2026-06-01|known-at: yesterday|known-at must be a time",
                "mode: enforce|mode: enforce\\nmodus: 1|unknown key \"modus\"; did you mean mode?",
                "mode: enforce|mode: enforce\\nsupersedes: [pack]|names the pack itself",
                "mode: enforce|mode: enforce\\nsource: [{citation: x}]|uri is missing",
                "mode: enforce|mode: enforce\\nwindows: [{from: 2026-02-01, to: 2026-02-01, status: in-force}]|is not after from",
                "mode: enforce|mode: enforce\\nwindows: [{from: 2026-02-01, status: in-force}, {from: 2026-03-01, status: expired}]|lies within the window before",
                "mode: enforce|mode: enforce\\nexemptions: [{id: e, rules: [none], when: 'true', reason: x}]|names a rule that this pack does not have",
                "mode: enforce|mode: enforce\\nexemptions: [{id: e, when: 'true', reason: x}, {id: e, when: 'true', reason: x}]|used twice",
                "lasting: 7d|lasting: 0s|lasting must be longer than zero",
                "lasting: 7d|lasting: 4000d|at most 3653d",
                "reason: Usage is reviewed.|note: x|reason is missing"
            })
    void read_packMistaken_isRefused(String from, String to, String expected) {
        String yaml = Packs.yaml("pack", "1.0.0", "rules:\n" + rule("r", "true"));

        assertThatThrownBy(() -> Packs.parse(yaml.replace(from, to.replace("\\n", "\n"))))
                .isInstanceOf(StillwatchException.class)
                .hasMessageMatching("(?s)pack\\.yaml:[0-9]+: .*")
                .hasMessageContaining(expected);
    }

    @Test
    void read_sameRuleTwice_isRefusedWithItsLine() {
        assertThatThrownBy(() -> Packs.rules(rule("r", "true"), rule("r", "false")))
                .hasMessage("pack.yaml:16: rules[1].id is used twice in this pack; rename one of the two");
    }

    @Test
    void read_head_isWhatWasWritten() {
        PolicyPack pack = Packs.pack("""
                jurisdiction: US
                source:
                  - {uri: 'https://example.com/a', citation: 15 CFR 744, retrieved: 2026-06-12}
                supersedes: [older]
                rules: []
                """);

        assertThat(pack.name()).isEqualTo("pack@1.0.0");
        assertThat(pack.jurisdiction()).contains("US");
        assertThat(pack.sources())
                .containsExactly(new PolicyPack.Source(
                        "https://example.com/a", Optional.of("15 CFR 744"), Optional.of(LocalDate.of(2026, 6, 12))));
        assertThat(pack.supersedes()).containsExactly("older");
        assertThat(pack.sha256()).hasSize(64);
    }

    @Test
    void read_rules_areSortedByPriority() {
        assertThat(Packs.rules(rule("a", 1, "true", "observe"), rule("b", 9, "true", "observe"))
                        .rules())
                .extracting(Rule::id)
                .containsExactly("b", "a");
    }
}
