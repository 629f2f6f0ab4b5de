// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
    private enum Shape {
        ROUND,
        VERY_SQUARE
    }

    private static Section of(String yaml) {
        return SettingsDocument.parse("gate.yaml", yaml);
    }

    @Test
    void getters_everyKind_readAsWritten() {
        Section root = of("""
                version: 1.10
                port: 8_443
                share: 2.5e-3
                on: true
                wait: 90s
                body: 1MiB
                shape: very-square
                since: 2026-06-12
                until: 2026-06-12T17:21:00-04:00
                names: [a, "b c"]
                upstream:
                  url: https://example.org
                rules:
                  - id: one
                  - id: two
                """);

        assertThat(root.text("version")).isEqualTo("1.10");
        assertThat(root.whole("port", 1, 65_535)).isEqualTo(8_443);
        assertThat(root.number("share", 0, 1)).isEqualTo(0.0025);
        assertThat(root.flag("on")).isTrue();
        assertThat(root.duration("wait")).isEqualTo(Duration.ofSeconds(90));
        assertThat(root.byteSize("body")).isEqualTo(1 << 20);
        assertThat(root.choice("shape", Shape.class)).isEqualTo(Shape.VERY_SQUARE);
        assertThat(root.instant("since")).isEqualTo(Instant.parse("2026-06-12T00:00:00Z"));
        assertThat(root.instant("until")).isEqualTo(Instant.parse("2026-06-12T21:21:00Z"));
        assertThat(root.texts("names")).containsExactly("a", "b c");
        assertThat(root.section("upstream").parsed("url", "a URL", URI::create))
                .contains(URI.create("https://example.org"));
        assertThat(root.sections("rules")).extracting(rule -> rule.text("id")).containsExactly("one", "two");
        root.done();
    }

    @Test
    void getters_keyMissing_giveWhatWasAskedFor() {
        Section root = of("other: 1");

        assertThat(root.text("a", "x")).isEqualTo("x");
        assertThat(root.whole("a", 0, 9, 7)).isEqualTo(7);
        assertThat(root.number("a", 0, 1, 0.5)).isEqualTo(0.5);
        assertThat(root.flag("a", true)).isTrue();
        assertThat(root.duration("a", Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
        assertThat(root.byteSize("a", 64)).isEqualTo(64);
        assertThat(root.choice("a", Shape.ROUND)).isEqualTo(Shape.ROUND);
        assertThat(root.optionalInstant("a")).isEmpty();
        assertThat(root.texts("a")).isEmpty();
        assertThat(root.sections("a")).isEmpty();
        assertThat(root.optionalSection("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "1.5h,PT1H30M",
        "7d,PT168H",
        "0s,PT0S",
        "PT5M,PT5M",
        "P1DT1S,PT24H1S",
        "250us,PT0.00025S"
    })
    void duration_eitherSpelling_isRead(String written, Duration expected) {
        assertThat(of("a: " + written).duration("a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "-5s", "P-1D", "5 weeks", "999999999999999d", "s", "1e3s", "P", "1.0000000001s"})
    void duration_withoutUnitOrNegative_isRefused(String written) {
        assertThatThrownBy(() -> of("a: " + written).duration("a"))
                .isInstanceOf(StillwatchException.class)
                .hasMessage("gate.yaml:1: a must be a duration such as 500ms, 30s, 5m, 12h or 7d");
    }

    @ParameterizedTest
    @CsvSource({"64kB,64000", "64KiB,65536", "2GiB,2147483648", "0B,0", "1.5MB,1500000"})
    void byteSize_decimalAndBinaryUnits_areRead(String written, long expected) {
        assertThat(of("a: " + written).byteSize("a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "64 bytes", "-1B", "0.3B", "999999999999999TB"})
    void byteSize_withoutUnitOrTooLarge_isRefused(String written) {
        assertThatThrownBy(() -> of("a: " + written).byteSize("a"))
                .hasMessageContaining("gate.yaml:1: a must be a size");
    }

    @Test
    void whole_outOfRange_saysRangeButNotValue() {
        assertThatThrownBy(() -> of("listen:\n  port: 70123").section("listen").whole("port", 1, 65_535))
                .hasMessage("gate.yaml:2: listen.port must be a whole number from 1 to 65535");
    }

    @Test
    void getters_wrongKind_neverEchoTheValue() {
        String secret = "sk-hunter2";
        Section root = of("a: " + secret + "\nlist:\n  - " + secret + "\nmap: {" + secret + ": " + secret + "}");

        assertThatThrownBy(() -> root.whole("a", 0, 9))
                .hasMessageNotContaining(secret)
                .hasNoCause();
        assertThatThrownBy(() -> root.duration("a"))
                .hasMessageNotContaining(secret)
                .hasNoCause();
        assertThatThrownBy(() -> root.choice("a", Shape.class))
                .hasMessage("gate.yaml:1: a must be one of round, very-square");
        assertThatThrownBy(() -> root.instant("a"))
                .hasMessageNotContaining(secret)
                .hasNoCause();
        assertThatThrownBy(() -> root.section("a")).hasMessageContaining("gate.yaml:1: a must be a mapping");
        assertThatThrownBy(() -> root.sections("a")).hasMessageContaining("a must be a list of mappings");
        assertThatThrownBy(() -> root.sections("list")).hasMessageContaining("gate.yaml:3: list[0] must be a mapping");
        assertThatThrownBy(() -> root.text("list")).hasMessageContaining("not a list or a mapping");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a: ~", "a: null"})
    void text_nothingWritten_isAnErrorAndNotTheDefault(String yaml) {
        assertThatThrownBy(() -> of(yaml).text("a", "default")).hasMessageContaining("gate.yaml:1: a is empty");
        assertThat(of("a: \"null\"").text("a")).isEqualTo("null");
    }

    @Test
    void number_notFinite_isRefused() {
        assertThatThrownBy(() -> of("a: NaN").number("a", 0, 1))
                .hasMessage("gate.yaml:1: a must be a number from 0 to 1");
        assertThatThrownBy(() -> of("a: .inf").number("a", 0, 1)).hasMessageContaining("must be a number");
    }

    @Test
    void done_unknownKeys_areAllNamedWithTheNearest() {
        Section root = of("listen:\n  prot: 1\n  port: 2\nwibble: 3\nlistens: {}");
        root.section("listen").whole("port", 1, 9);

        assertThatThrownBy(root::done).hasMessage("""
                        gate.yaml:4: unknown key "wibble"; known here: listen
                        gate.yaml:5: unknown key "listens"; did you mean listen?
                        gate.yaml:2: unknown key "prot" in listen; did you mean port?""");
    }

    @Test
    void required_misspelt_namesWhatWasWritten() {
        assertThatThrownBy(() -> of("upstraem: x").text("upstream"))
                .hasMessage(
                        "gate.yaml:1: upstream is missing: it must be text; is \"upstraem\" on line 1 meant for it?");
    }

    @Test
    void done_hostileKey_isShownShortAndPrintable() {
        Section root = of("\"" + "a\\e[31m".repeat(100) + "\": 1");

        assertThatThrownBy(root::done)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\u001b"));
    }

    @Test
    void keys_ofTheUsersOwn_countAsReadOnceAskedFor() {
        Section root = of("model-a: 1s\nmodel-b: 2s");
        root.keys().forEach(root::duration);

        root.done();
        assertThat(root.keys()).containsExactly("model-a", "model-b");
    }

    @Test
    void textLine_block_isTheLineBelowTheKey() {
        Section root = of("a: 1\nwhen: |\n  x > 1\n  && y\n");

        assertThat(root.line("when")).isEqualTo(2);
        assertThat(root.textLine("when")).isEqualTo(3);
        assertThat(root.refusal("when", "is not CEL")).hasMessage("gate.yaml:2: when is not CEL");
    }
}
