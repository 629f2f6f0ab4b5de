// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.account;
import static dev.stillwatch.policy.Packs.campaign;
import static dev.stillwatch.policy.Packs.finding;
import static dev.stillwatch.policy.Packs.rule;
import static dev.stillwatch.policy.Packs.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.RuleOutcome.Finding;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final Facts KNOWN = Facts.builder()
            .set(Fact.CAMPAIGN_VERDICT, "distillation")
            .set(Fact.CAMPAIGN_SCORE, 9.5)
            .set(Fact.CAMPAIGN_ACCOUNTS, 20L)
            .set(Fact.CAMPAIGN_AGE, Duration.ofDays(2))
            .set(Fact.CAMPAIGN_SIGNALS, new TreeMap<>(java.util.Map.of("timing", 1.5)))
            .set(Fact.CAMPAIGN_MISSING, List.of("identity"))
            .account("a1")
            .attribute("jurisdiction", "US", "passport")
            .build();

    private static Finding ask(String when) {
        return finding(when, KNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has_campaign && campaign.score > 5",
                "has_campaign && campaign.verdict == 'distillation' && campaign.accounts >= 20",
                "has_campaign && campaign.age > duration('24h')",
                "has_campaign && campaign.signals['timing'] > 1.0 && campaign.signals.timing < 2.0",
                "has_campaign && campaign.missing.exists(m, m == 'identity') && 'identity' in campaign.missing",
                "has_account && account.attributes.jurisdiction == 'US'",
                "has_account && account.sources['jurisdiction'] == 'passport'",
                "has_account && account.attributes[?'person_status'].orValue('none') == 'none'",
                "has_account && !has(account.attributes.person_status)",
                "has_account && account.id.matches('^a[0-9]+$')",
                "has_account || campaign.tokens_out > 5 || true"
            })
    void ask_holds_matches(String when) {
        assertThat(ask(when)).isEqualTo(new Finding.Matched(List.of()));
    }

    @Test
    void ask_doesNotHoldWhateverIsUnknown_isNo() {
        assertThat(ask("has_campaign && campaign.score > 50.0 && campaign.p_value < 0.1"))
                .isEqualTo(new Finding.NotMatched());
        assertThat(finding("has_campaign && campaign.score > 5.0", account())).isEqualTo(new Finding.NotMatched());
    }

    @Test
    void ask_unknownFact_isNamed() {
        assertThat(ask("has_campaign && campaign.p_value < 0.1 && campaign.tokens_out > 5"))
                .isEqualTo(new Finding.NeedsInfo(List.of("campaign.p_value", "campaign.tokens_out")));
    }

    @Test
    void ask_missingAttribute_isNamed() {
        assertThat(ask("has_account && account.attributes['person_status'] == 'foreign'"))
                .isEqualTo(new Finding.NeedsInfo(List.of("account.attributes.person_status")));
        assertThat(ask("has_account && account.attributes.person_status == 'foreign' && has_campaign"))
                .isEqualTo(new Finding.NeedsInfo(List.of("account.attributes.person_status")));
        assertThat(ask("has_campaign && campaign.signals['identity'] > 0.0"))
                .isEqualTo(new Finding.NeedsInfo(List.of("campaign.signals.identity")));
    }

    @Test
    void ask_missingAttributeThatDoesNotMatter_isNotAskedFor() {
        assertThat(ask("has_account && (account.attributes['person_status'] == 'foreign' || true)"))
                .isInstanceOf(Finding.Matched.class);
        assertThat(ask("has_account && account.attributes['person_status'] == 'foreign' && false"))
                .isInstanceOf(Finding.NotMatched.class);
    }

    @Test
    void ask_attributeOfAComputedName_isNeverNo() {
        assertThat(ask("has_account && account.attributes[account.id] == 'x'")).isInstanceOf(Finding.NeedsInfo.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "has_campaign && 1 / (campaign.accounts - 20) == 1|divide by zero",
                "has_campaign && campaign.accounts * 9223372036854775807 > 1|numeric overflow",
                "has_campaign && int(campaign.verdict) == 1|failed"
            })
    void ask_evaluationFails_isNeverNo(String when, String why) {
        assertThat(ask(when))
                .isInstanceOfSatisfying(
                        Finding.NeedsInfo.class,
                        needs -> assertThat(needs.missing().getFirst()).contains(why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "has_campaign && campaign.scroe > 5.0|there is no fact campaign.scroe; did you mean campaign.score?",
                "has_campaing|there is no fact has_campaing; did you mean has_campaign?",
                "has_campaign && campaing.score > 1.0|did you mean campaign.score?",
                "has_account && prompt == 'x'|there is no fact prompt; the facts are listed",
                "has_account && account == 1|there is no fact account",
                "has_campaign && campaign.verdict > 5|no matching overload",
                "has_campaign && campaign.score == 'high'|no matching overload",
                "has_account && account.attributes['x'] == 5|no matching overload",
                "campaign.score|expected type 'bool'",
                "has_campaign &&|mismatched input",
                "has_campaign && campaign.verdict == 'distilation'|campaign.verdict is never \"distilation\"; did you mean distillation?",
                "has_campaign && campaign.verdict in ['reseller', 'guilty']|campaign.verdict is never \"guilty\"; it is one of clear",
                "has_campaign && campaign.signals['timings'] > 0.0|did you mean timing?",
                "has_campaign && 'clock' in campaign.missing|campaign.missing is never \"clock\"",
                "has_campaign && campaign.age > duration('1d')|duration(\"1d\") cannot be read",
                "timestamp('June') < timestamp('2026-01-01T00:00:00Z')|timestamp(\"June\") cannot be read",
                "campaign.score > 5.0|also where there is no campaign; start it with \"has_campaign && \"",
                "has_campaign && account.attributes['x'] == 'y'|also where there is no account",
                "has_account && account.id.matches(account.verdict)|must be written out",
                "has_account && account.id.matches('(')|not a regular expression"
            })
    void read_mistake_isRefusedWithFileLineAndRemedy(String when, String expected) {
        String yaml = Packs.yaml("pack", "1.0.0", "rules:\n" + rule("r", when.replace(" && ", "\n      && ")))
                .replace("when: >-", "when: |");

        assertThatThrownBy(() -> Packs.parse(yaml))
                .isInstanceOf(StillwatchException.class)
                .hasMessageMatching("(?s)pack\\.yaml:1[0-9]: when is not a condition: .*")
                .hasMessageContaining(expected);
    }

    @Test
    void read_mistakeInABlock_namesItsLine() {
        String yaml = Packs.yaml("pack", "1.0.0", """
                rules:
                  - id: r
                    then: observe
                    when: |
                      has_campaign
                      && campaign.scroe > 1.0
                    lasting: 7d
                    reason: x
                """);

        assertThatThrownBy(() -> Packs.parse(yaml)).hasMessageStartingWith("pack.yaml:13: when is not a condition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a'.matches('((((a{900}){900}){900}){900})')",
                "'a'.matches('(a{100}){11}')",
                "'a'.matches('a{9999999999}')",
                "'a'.matches('([a-z]{10,}){10,}([a-z]{10,}){10,}')"
            })
    void read_hugeRegex_isRefusedBeforeItIsBuilt(String when) {
        assertThatThrownBy(() -> rules(rule("r", when))).hasMessageContaining("multiply to more than 1000");
    }

    @Test
    void read_longRegex_isRefused() {
        assertThatThrownBy(() -> rules(rule("r", "'a'.matches('" + "a|".repeat(300) + "a')")))
                .hasMessageContaining("longer than 512 characters");
    }

    @Test
    void read_regexOfManySteps_isRefused() {
        assertThatThrownBy(() -> rules(rule("r", "'a'.matches('(abcdefgh){900}')")))
                .hasMessageContaining("steps, at most 2000 are allowed");
    }

    @Test
    void read_longExpression_isRefused() {
        assertThatThrownBy(() -> rules(rule("r", "has_account && account.id != '" + "x".repeat(5_000) + "'")))
                .hasMessageContaining("not a condition");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_500})
    void read_deepNesting_isRefused(int depth) {
        assertThatThrownBy(() -> rules(rule("r", "(".repeat(depth) + "true" + ")".repeat(depth))))
                .hasMessageContaining("not a condition");
        assertThatThrownBy(() -> rules(rule("r", "[".repeat(depth) + "]".repeat(depth) + " == []")))
                .hasMessageContaining("not a condition");
    }

    @Test
    void read_manyTerms_isRefused() {
        assertThatThrownBy(() -> rules(rule("r", "true" + "||true".repeat(600))))
                .hasMessageContaining("not a condition");
    }

    @Test
    void ask_nestedComprehensions_stopAtTheirBudget() {
        String ten = "[0,1,2,3,4,5,6,7,8,9]";
        String when = "X.all(a, X.all(b, X.all(c, X.all(d, X.all(e, X.all(f, X.all(g, a+b+c+d+e+f+g >= 0)))))))";

        assertThat(ask(when.replace("X", ten)))
                .isEqualTo(new Finding.NeedsInfo(List.of("the evaluation failed (iteration budget exceeded)")));
    }

    @Test
    void ask_stringsGrownInComprehensions_stayBounded() {
        String ten = "[0,1,2,3,4,5,6,7,8,9]";
        String when = "X.map(a, X.map(b, X.map(c, X.map(d, 'xxxxxxxxxxxxxxxxxxxx')))).size() == 10";

        assertThat(ask(when.replace("X", ten))).isInstanceOf(Finding.NeedsInfo.class);
    }

    @Test
    void ask_wholeCampaignAndNoAccount_leavesAccountRulesOut() {
        assertThat(finding("has_account && account.attributes['x'] == 'y'", campaign("distillation", 9)))
                .isEqualTo(new Finding.NotMatched());
    }
}
