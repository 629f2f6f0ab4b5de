// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CohortGroupsTest {

    private static Campaign campaign(int accounts, List<Campaign.Link> links) {
        return new Campaign(
                "c-1",
                Verdict.DISTILLATION,
                new LogOdds(9),
                new Probability(0.001),
                IntStream.range(0, accounts).mapToObj(i -> "a" + i).toList(),
                accounts,
                0,
                Fixtures.START,
                Fixtures.START.plusSeconds(60),
                List.of(),
                List.of(),
                List.of(),
                links,
                List.of());
    }

    private static Campaign.Link link(String kind, String label, int from, int to) {
        return new Campaign.Link(kind, label, IntStream.range(from, to).boxed().toList());
    }

    @Test
    void of_twoPaymentInstruments_twoGroupsWithExactCounts() {
        CohortGroups cohort = CohortGroups.of(campaign(
                100, List.of(link("payment", "p1", 0, 70), link("payment", "p2", 70, 100), link("asn", "x", 0, 100))));

        assertThat(cohort.groups()).extracting(CohortGroups.Group::accounts).containsExactly(70, 30);
        assertThat(cohort.facts()).extracting(CohortGroups.Fact::label).containsExactly("p1", "p2", "x");
        assertThat(cohort.groups().getFirst().sharing()).containsExactly(70, 0, 70);
        assertThat(cohort.notDrawn()).isZero();
    }

    @Test
    void of_everyAccountDifferent_fewGroupsThatStillCountEveryAccount() {
        SplittableRandom random = new SplittableRandom(7);
        List<Campaign.Link> links = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Integer> members = IntStream.range(0, 20_000)
                    .filter(_ -> random.nextInt(3) == 0)
                    .boxed()
                    .toList();
            links.add(new Campaign.Link(i % 2 == 0 ? "ip" : "template", "v" + i, members));
        }

        CohortGroups cohort = CohortGroups.of(campaign(20_000, links));

        assertThat(cohort.groups()).hasSizeLessThanOrEqualTo(9);
        assertThat(cohort.groups().stream()
                        .mapToInt(CohortGroups.Group::accounts)
                        .sum())
                .isEqualTo(20_000);
        for (int f = 0; f < cohort.facts().size(); f++) {
            int fact = f;
            assertThat(cohort.groups().stream()
                            .mapToInt(g -> g.sharing().get(fact))
                            .sum())
                    .isEqualTo(cohort.facts().get(f).accounts());
        }
        assertThat(cohort.notDrawn()).isEqualTo(40 - cohort.facts().size());
    }

    @Test
    void of_positionsOutsideTheCampaign_ignored() {
        CohortGroups cohort =
                CohortGroups.of(campaign(4, List.of(new Campaign.Link("ip", "x", List.of(0, 1, 2, 99, -1)))));

        assertThat(cohort.groups().stream()
                        .mapToInt(CohortGroups.Group::accounts)
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void of_noLinks_oneGroup() {
        assertThat(CohortGroups.of(campaign(12, List.of())).groups())
                .containsExactly(
                        new CohortGroups.Group(IntStream.range(0, 12).boxed().toList(), List.of()));
    }

    @Test
    void pack_manyCircles_noneOverlap() {
        List<BlobPacking.Blob> blobs =
                BlobPacking.pack(List.of(40.0, 33.0, 30.0, 12.0, 9.0, 9.0, 4.0, 2.0, 2.0), 5, 1.4);

        for (int i = 0; i < blobs.size(); i++) {
            for (int j = 0; j < i; j++) {
                BlobPacking.Blob a = blobs.get(i);
                BlobPacking.Blob b = blobs.get(j);
                assertThat(Math.hypot(a.x() - b.x(), a.y() - b.y()))
                        .isGreaterThanOrEqualTo(a.radius() + b.radius() + 5);
            }
        }
    }

    @Test
    void accountsPerDot_anySize_boundedNumberOfDots() {
        assertThat(CohortPicture.accountsPerDot(1)).isEqualTo(1);
        assertThat(CohortPicture.accountsPerDot(640)).isEqualTo(1);
        assertThat(CohortPicture.accountsPerDot(641)).isEqualTo(2);
        assertThat(CohortPicture.accountsPerDot(20_000)).isEqualTo(50);
        assertThat(CohortPicture.accountsPerDot(Integer.MAX_VALUE)).isEqualTo(5_000_000);
    }

    @Test
    void within_partOfACampaign_groupsItByWhatTellsItsMembersApart() {
        Campaign campaign = campaign(
                100,
                List.of(
                        link("payment", "all of the part", 0, 50),
                        link("asn", "a few", 10, 30),
                        link("ip", "x", 60, 90)));

        CohortGroups part =
                CohortGroups.within(campaign, IntStream.range(0, 40).boxed().toList());

        assertThat(part.facts()).extracting(CohortGroups.Fact::label).containsExactly("a few");
        assertThat(part.groups().getFirst().members())
                .isEqualTo(IntStream.concat(IntStream.range(0, 10), IntStream.range(30, 40))
                        .boxed()
                        .toList());
        assertThat(part.groups().getLast().members())
                .isEqualTo(IntStream.range(10, 30).boxed().toList());
        assertThat(part.groups()).extracting(CohortGroups.Group::sharing).containsExactly(List.of(0), List.of(20));
    }

    @Test
    void of_groups_holdEveryAccountOnce() {
        CohortGroups cohort =
                CohortGroups.of(campaign(1_000, List.of(link("payment", "p", 0, 400), link("ip", "x", 300, 800))));

        assertThat(cohort.groups().stream().flatMap(group -> group.members().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1_000).boxed().toList());
    }
}
