// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.settings.SettingsDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {
    private static final Instant FIRST = Instant.parse("2026-06-01T00:00:00Z");
    private static final Campaign CAMPAIGN = new Campaign(
            "c-1",
            Verdict.DISTILLATION,
            new LogOdds(7.25),
            new Probability(0.0001),
            List.of("a1", "a2"),
            812,
            99_000,
            FIRST,
            FIRST.plusSeconds(3_600),
            List.of(
                    new Signal(Channel.TIMING, new LogOdds(2), "x"),
                    new Signal(Channel.TIMING, new LogOdds(0.5), "y"),
                    new Signal(Channel.CONTENT, new LogOdds(-1), "z")),
            List.of(),
            List.of(new MissingSignal(Channel.IDENTITY, "no payments in the log")),
            List.of(),
            List.of());
    private static final AccountAssessment ACCOUNT = new AccountAssessment(
            "a1",
            Optional.of("Acme"),
            400,
            new LogOdds(3),
            new Probability(0.01),
            Verdict.DISTILLATION,
            Optional.of("c-1"),
            List.of(),
            List.of());

    @TempDir
    private Path folder;

    private static Facts all() {
        return Facts.builder()
                .campaign(CAMPAIGN, FIRST.plusSeconds(7_200))
                .account(ACCOUNT)
                .attribute("person_status", "foreign \"quoted\" \\ \n käse 🧀", "passport")
                .build();
    }

    @Test
    void canonical_everyFact_isSpeltOneWay() {
        assertThat(all().canonical()).isEqualTo("""
                        {"account":{"attributes":{"person_status":"foreign \\"quoted\\" \\\\ \\u000a käse 🧀"},\
                        "exchanges":400,"id":"a1","organisation":true,"p_value":0.01,"score":3.0,\
                        "sources":{"person_status":"passport"},"verdict":"distillation"},\
                        "campaign":{"accounts":2,"age":"PT2H","duration":"PT1H","exchanges":812,"id":"c-1",\
                        "missing":["identity"],"p_value":1.0E-4,"score":7.25,"signals":{"content":-1.0,\
                        "coverage":0.0,"elicitation":0.0,"legitimate-use":0.0,"membership":0.0,"parameters":0.0,\
                        "template":0.0,"timing":2.5},"tokens_out":99000,"verdict":"distillation"}}""");
    }

    @Test
    void read_whatCanonicalWrote_isEqual() throws IOException {
        Path file = Files.writeString(folder.resolve("facts.json"), all().canonical());

        Facts again = Facts.read(file);

        assertThat(again).isEqualTo(all());
        assertThat(again.hash()).isEqualTo(all().hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void hash_anyFactDiffers_differs() {
        Facts other = Facts.builder()
                .campaign(CAMPAIGN, FIRST.plusSeconds(7_201))
                .account(ACCOUNT)
                .build();

        assertThat(other.hash()).isNotEqualTo(all().hash());
    }

    @Test
    void canonical_nothingKnownButThatThereIsOne_isReadBack() {
        Facts facts = Facts.read(SettingsDocument.parse("f.yaml", "campaign: {}"));

        assertThat(facts.canonical()).isEqualTo("{\"campaign\":{}}");
        assertThat(facts.value(Fact.HAS_CAMPAIGN)).contains(true);
        assertThat(facts.value(Fact.HAS_ACCOUNT)).contains(false);
        assertThat(Facts.builder().build().canonical()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufffe", "\uffff", "\u0000", "\u0085", "\u2028", "\ud800", "\ufeff"})
    void canonical_charactersThatTextRarelyHolds_areReadBack(String odd) {
        Facts facts = Packs.account("name", odd, odd + odd, "value");

        assertThat(Facts.read(SettingsDocument.parse("f.json", facts.canonical())))
                .isEqualTo(facts);
    }

    @Test
    void campaign_seenInTheFuture_hasAgeZero() {
        Facts facts = Facts.of(CAMPAIGN, FIRST.minusSeconds(5));

        assertThat(facts.canonical()).contains("\"age\":\"PT0S\"");
    }

    @Test
    void read_factThatDoesNotExist_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("facts.yaml"), "campaign:\n  scroe: 5\n");

        assertThatThrownBy(() -> Facts.read(file)).hasMessageContaining("facts.yaml:2: unknown key \"scroe\"");
    }

    @Test
    void read_verdictThatDoesNotExist_isRefused() {
        assertThatThrownBy(() -> Facts.read(SettingsDocument.parse("f.yaml", "campaign:\n  verdict: guilty\n")))
                .hasMessageContaining("f.yaml:2: campaign.verdict must be one of clear, distillation");
    }

    @Test
    void toString_holdsNoValue() {
        assertThat(all().toString()).doesNotContain("a1", "foreign", "c-1");
    }
}
