// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one version writes, it and later ones read. */
class CampaignJsonTest {
    private static final Instant HOUR = Instant.parse("2026-11-01T05:00:00Z");

    private static Campaign with(List<Campaign.Lane> lanes) {
        return new Campaign(
                "c-1",
                Verdict.DISTILLATION,
                new LogOdds(9),
                new Probability(0.001),
                List.of("a", "b"),
                10,
                20,
                HOUR,
                HOUR.plusSeconds(60),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                lanes);
    }

    @Test
    void parse_lanes_comeBackAsTheyWere() {
        Campaign campaign = with(List.of(
                new Campaign.Lane(0, List.of()),
                new Campaign.Lane(
                        1,
                        List.of(
                                new Campaign.HourCount(HOUR, 3),
                                new Campaign.HourCount(Instant.parse("2026-11-04T00:00:00Z"), 7)))));

        String text = CampaignJson.text(campaign);

        assertThat(text).contains("\"hours\":[0,67],\"exchanges\":[3,7]");
        assertThat(CampaignJson.parse(text)).isEqualTo(campaign);
    }

    @Test
    void parse_writtenBeforeThereWereLanes_hasNone() {
        String text = CampaignJson.text(with(List.of()));

        assertThat(text).doesNotContain("lanes");
        assertThat(CampaignJson.parse(text).lanes()).isEmpty();
    }

    @Test
    void parse_lanesThatDoNotAddUp_saysWhichMember() {
        String text = CampaignJson.text(with(List.of(new Campaign.Lane(1, List.of(new Campaign.HourCount(HOUR, 3))))));

        assertThatThrownBy(() -> CampaignJson.parse(text.replace("\"exchanges\":[3]", "\"exchanges\":[3,4]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lanes");
    }
}
