// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String CANARY = "zq7canary";

    private final Redaction open = new Redaction(Samples.OPEN, Optional.of(Samples.tokens()));

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"CLEAR", "INSUFFICIENT", "ORGANISATION", "EVALUATION"})
    void preview_verdictThatAccusesNobody_keepsEverything(Verdict verdict) {
        Redaction.Preview preview = open.preview(with(verdict, 99, 500));

        assertThat(preview.leaves()).isEmpty();
        assertThat(preview.held()).containsExactly(new HeldBack("campaign", HeldBack.Reason.VERDICT, 1));
    }

    @Test
    void preview_confidenceBelowThePolicy_keepsEverything() {
        assertThat(open.preview(with(Verdict.DISTILLATION, 49, 500)).leaves()).isEmpty();
        assertThat(open.preview(with(Verdict.DISTILLATION, 50, 500)).leaves()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void preview_cohortBelowK_sharesNoCountAndNoIndicator(int accounts) {
        SharedCampaign leaves =
                open.preview(Samples.campaign(accounts)).leaves().orElseThrow();

        assertThat(leaves.size()).isEmpty();
        assertThat(leaves.cadence()).isEmpty();
        assertThat(leaves.indicators()).isEmpty();
        String text = new StixWriter(Samples.PRODUCER)
                .write(leaves, Samples.NOW, Samples.NOW)
                .text();
        assertThat(text).doesNotContain("\"accounts_from\":", "\"number_observed\":", "\"pattern\":\"[");
    }

    @Test
    void preview_cohortOfExactlyK_sharesBandAndIndicators() {
        Redaction.Preview preview = open.preview(Samples.campaign(10));

        SharedCampaign leaves = preview.leaves().orElseThrow();
        assertThat(leaves.size()).contains(SizeBand.FROM_10);
        assertThat(leaves.indicators()).hasSize(9);
        assertThat(preview.held()).isEmpty();
    }

    @Test
    void preview_indicatorOfFewAccounts_staysThoughTheCohortIsLarge() {
        LocalCampaign campaign = sightings(
                500,
                List.of(
                        new LocalCampaign.Sighting(new SharedIndicator.TlsClient(Samples.JA4), 9),
                        new LocalCampaign.Sighting(new SharedIndicator.Network(64_500), 10)));

        Redaction.Preview preview = open.preview(campaign);

        assertThat(preview.leaves().orElseThrow().indicators()).containsExactly(new SharedIndicator.Network(64_500));
        assertThat(preview.held()).containsExactly(new HeldBack("ja4", HeldBack.Reason.FEW_ACCOUNTS, 1));
    }

    @Test
    void preview_defaults_keepAddressesAndIdentifiers() {
        Redaction.Preview preview =
                new Redaction(SharingPolicy.DEFAULTS, Optional.of(Samples.tokens())).preview(Samples.campaign(500));

        assertThat(preview.leaves().orElseThrow().indicators())
                .noneMatch(i -> i instanceof SharedIndicator.Address || i instanceof SharedIndicator.Token);
        assertThat(preview.held())
                .contains(
                        new HeldBack("ip", HeldBack.Reason.ADDRESSES_STAY, 2),
                        new HeldBack("email", HeldBack.Reason.TOKENS_STAY, 1));
    }

    @Test
    void preview_tokensWantedWithoutKey_staysAndSaysSo() {
        assertThat(new Redaction(Samples.OPEN, Optional.empty())
                        .preview(Samples.campaign(500))
                        .held())
                .contains(new HeldBack("payment", HeldBack.Reason.NO_KEY, 1));
    }

    @Test
    void preview_tokensOfAKeyHolder_leaveAsThoseOfASharedKey() {
        OprfKey holder = OprfKey.derive(Samples.filled(3), new byte[] {1});
        SecureRandom random = new SecureRandom();
        TokenSource asking = (kind, raw, at) -> OprfRequest.of(kind, raw, KeyedTokens.period(at), random)
                .map(request -> request.token(
                        holder.evaluate(request.elements(), random),
                        holder.publicKey(),
                        kind,
                        "oprf-1",
                        KeyedTokens.period(at)));

        SharedCampaign leaves = new Redaction(Samples.OPEN, Optional.of(asking))
                .preview(Samples.campaign(500))
                .leaves()
                .orElseThrow();

        assertThat(leaves.indicators())
                .filteredOn(i -> i instanceof SharedIndicator.Token(KeyedToken token)
                        && token.keyId().equals("oprf-1"))
                .hasSize(4);
        String text = new StixWriter(Samples.PRODUCER)
                .write(leaves, Samples.NOW, Samples.NOW)
                .text();
        assertThat(new StixSchemas().faults(text)).isEmpty();
    }

    @Test
    void preview_times_areWholeHours() {
        SharedCampaign leaves = open.preview(Samples.campaign(500)).leaves().orElseThrow();

        assertThat(leaves.firstSeen()).isEqualTo("2026-11-01T04:00:00Z");
        assertThat(leaves.lastSeen()).isEqualTo("2026-11-20T18:00:00Z");
    }

    @Test
    void policy_kBelowFive_isRefused() {
        assertThatThrownBy(() -> new SharingPolicy(
                        4, 50, false, false, Duration.ofDays(1), TrafficLight.RED, Handling.INVESTIGATE))
                .hasMessageContaining("5 or more");
    }

    /** The strings that must not come out are in every place that takes text, and in several spellings. */
    @Test
    void everyOutput_canaries_areInNone() {
        List<LocalCampaign.Identifier> secrets = List.of(
                new LocalCampaign.Identifier(IdentifierKind.EMAIL, CANARY + "@example.com"),
                new LocalCampaign.Identifier(IdentifierKind.ACCOUNT, CANARY + "-account"),
                new LocalCampaign.Identifier(IdentifierKind.ACCOUNT, "sk-" + CANARY),
                new LocalCampaign.Identifier(IdentifierKind.PAYMENT, "5555 5555 5555 4444"),
                new LocalCampaign.Identifier(IdentifierKind.PHONE, "+1 202 555 0143"),
                new LocalCampaign.Identifier(IdentifierKind.EMAIL, CANARY + " is no address"));
        LocalCampaign campaign = new LocalCampaign(
                "case of " + CANARY,
                Verdict.DISTILLATION,
                90,
                Samples.FIRST,
                Samples.LAST,
                4_321,
                Set.of(),
                Optional.empty(),
                List.of(new LocalCampaign.Sighting(
                        new SharedIndicator.PromptTemplate(TemplateFingerprint.of("tell me of " + CANARY)), 4_321)),
                secrets);
        for (boolean tokens : new boolean[] {true, false}) {
            SharingPolicy policy =
                    new SharingPolicy(5, 0, true, tokens, Duration.ofDays(9), TrafficLight.GREEN, Handling.INVESTIGATE);
            Redaction.Preview preview = new Redaction(policy, Optional.of(Samples.tokens())).preview(campaign);
            SharedCampaign leaves = preview.leaves().orElseThrow();
            StixWriter writer = new StixWriter(Samples.PRODUCER);
            StixBundle bundle = writer.write(leaves, Samples.NOW, Samples.NOW);
            String all = String.join(
                            "\n",
                            bundle.text(),
                            writer.revoke(leaves, Samples.NOW, Samples.NOW).text(),
                            preview.held().toString(),
                            String.join("\n", bundle.objects()),
                            leaves.indicators().toString(),
                            Samples.KEY.toString(),
                            Samples.PRODUCER.toString(),
                            secrets.toString())
                    .toLowerCase(Locale.ROOT);

            assertThat(all)
                    .doesNotContain(
                            CANARY,
                            "5555555555554444",
                            "5555 5555",
                            "4444",
                            "2025550143",
                            "555 0143",
                            "example.com",
                            "4321",
                            "4_321",
                            "tell me",
                            "7d3f2b6e");
            assertThat(all.contains("stillwatch-keyed-token:value")).isEqualTo(tokens);
        }
    }

    private static LocalCampaign with(Verdict verdict, int confidence, int accounts) {
        return new LocalCampaign(
                "c-1",
                verdict,
                confidence,
                Samples.FIRST,
                Samples.LAST,
                accounts,
                Set.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static LocalCampaign sightings(int accounts, List<LocalCampaign.Sighting> sightings) {
        return new LocalCampaign(
                "c-1",
                Verdict.RESELLER,
                80,
                Samples.FIRST,
                Samples.LAST,
                accounts,
                Set.of(),
                Optional.empty(),
                sightings,
                List.of());
    }
}
