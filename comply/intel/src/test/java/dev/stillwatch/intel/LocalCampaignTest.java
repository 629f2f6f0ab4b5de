// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalCampaignTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-01T00:00:00Z");

    private static Campaign detected(double nats, List<Campaign.Link> links) {
        return new Campaign(
                "c-1",
                Verdict.DISTILLATION,
                new LogOdds(nats),
                new Probability(0.001),
                IntStream.range(0, 30).mapToObj(i -> "acct-" + i).toList(),
                90_000,
                0,
                Samples.FIRST,
                Samples.LAST,
                List.of(),
                List.of(new Campaign.Template("solve … step by step", 500, 25)),
                List.of(),
                links,
                IntStream.range(0, 48)
                        .mapToObj(h -> new Campaign.HourCount(
                                MIDNIGHT.plus(Duration.ofHours(h)), h % 24 == 3 ? 50 : h % 24 < 12 ? 10 : 0))
                        .toList());
    }

    @Test
    void of_detectedCampaign_takesWhatMayMatterAndSharesNoName() {
        List<Integer> twelve = IntStream.range(0, 12).boxed().toList();
        LocalCampaign local = LocalCampaign.of(
                detected(
                        3,
                        List.of(
                                new Campaign.Link("asn", "AS64500", twelve),
                                new Campaign.Link("payment", "payment 00ab12", twelve))),
                Set.of(Capability.CODE),
                LocalCampaign.Extra.NONE);

        assertThat(local.accounts()).isEqualTo(30);
        assertThat(local.confidence()).isEqualTo(95);
        assertThat(local.cadence()).contains(new Cadence(12, 3));
        assertThat(local.sightings())
                .containsExactly(
                        new LocalCampaign.Sighting(new SharedIndicator.Network(64_500), 12),
                        new LocalCampaign.Sighting(
                                new SharedIndicator.PromptTemplate(TemplateFingerprint.of("solve … step by step")),
                                25));
        assertThat(local.identifiers()).hasSize(30);
        String text = new StixWriter(Samples.PRODUCER)
                .write(
                        new Redaction(Samples.OPEN, Optional.of(Samples.tokens()))
                                .preview(local)
                                .leaves()
                                .orElseThrow(),
                        Samples.NOW,
                        Samples.NOW)
                .text();
        assertThat(text).doesNotContain("acct-", "step by step", "90000", "00ab12");
        assertThat(new StixSchemas().faults(text)).isEmpty();
    }

    @Test
    void of_overwhelmingEvidence_isNeverCertain() {
        assertThat(LocalCampaign.of(detected(40, List.of()), Set.of(), LocalCampaign.Extra.NONE)
                        .confidence())
                .isEqualTo(99);
        assertThat(LocalCampaign.of(detected(-800, List.of()), Set.of(), LocalCampaign.Extra.NONE)
                        .confidence())
                .isZero();
    }

    @Test
    void of_linkWithAnotherLabel_isNotTakenForANetwork() {
        LocalCampaign local = LocalCampaign.of(
                detected(3, List.of(new Campaign.Link("asn", "AS of a kind", List.of(1, 2)))),
                Set.of(),
                LocalCampaign.Extra.NONE);

        assertThat(local.sightings()).noneMatch(s -> s.indicator() instanceof SharedIndicator.Network);
    }

    @Test
    void sighting_token_isRefused() {
        SharedIndicator token = new SharedIndicator.Token(
                Samples.tokens().token(IdentifierKind.ACCOUNT, "a", Samples.NOW).orElseThrow());

        assertThatThrownBy(() -> new LocalCampaign.Sighting(token, 50)).isInstanceOf(IllegalArgumentException.class);
    }
}
