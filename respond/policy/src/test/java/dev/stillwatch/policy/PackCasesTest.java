// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackCasesTest {
    private static final Path SHIPPED = Path.of("../../policy");

    @TempDir
    private Path folder;

    private Path pack;

    @BeforeEach
    void writePack() throws IOException {
        pack = Files.writeString(
                folder.resolve("a.yaml"),
                Packs.yaml(
                        "a",
                        "1.0.0",
                        "rules:\n"
                                + rule("sure", 1, "has_campaign && campaign.score > 5.0", "suspend")
                                + rule("never", "has_campaign && campaign.accounts > 5")));
    }

    private PackCases.Report run(String rest) throws IOException {
        Files.writeString(
                folder.resolve("a.test.yaml"), "cases:\n  - name: one\n    facts: {campaign: {score: 9}}\n    " + rest);
        return PackCases.run(pack);
    }

    @Test
    void run_expectationsMet_passes() throws IOException {
        PackCases.Report report =
                run("expect: {sure: matched, never: needs-info}\n    decisions: [sure]\n    approval: [sure]\n"
                        + "    missing: [campaign.accounts]");

        assertThat(report.results()).allMatch(PackCases.Result::passed).hasSize(1);
        assertThat(report.unmatchedRules()).containsExactly("never");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: {sure: not-matched}|sure: expected not-matched, found matched",
                "decisions: []|decisions: expected [], found [sure]",
                "decisions: [sure, never]|decisions: expected [sure, never], found [sure]",
                "approval: []|approval: expected [], found [sure]",
                "missing: []|missing: expected [], found [campaign.accounts]"
            })
    void run_expectationNotMet_saysBoth(String rest, String expected) throws IOException {
        assertThat(run(rest).results().getFirst().failures()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: {shure: matched}|is no rule of a@1.0.0",
                "expect: {sure: yes}|must be one of matched, not-matched",
                "expects: {sure: matched}|nothing is expected",
                "decisions: []\\n    wrong: 1|unknown key \"wrong\""
            })
    void run_caseMistaken_isRefused(String rest, String expected) {
        assertThatThrownBy(() -> run(rest.replace("\\n", "\n"))).hasMessageContaining(expected);
    }

    @Test
    void run_noCases_reportsNone() {
        assertThat(PackCases.run(pack).results()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default/campaigns.yaml",
                "examples/directive.yaml",
                "examples/directive-annex.yaml",
                "examples/directive-lifted.yaml"
            })
    void run_shippedPack_passesItsCasesAndEveryRuleIsShown(String file) {
        PackCases.Report report = PackCases.run(SHIPPED.resolve(file));

        assertThat(report.results())
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.failures()).as(result.name()).isEmpty());
        assertThat(report.unmatchedRules()).isEmpty();
    }
}
