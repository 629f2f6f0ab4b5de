// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.CampaignMatching.Found;
import dev.stillwatch.cases.CampaignMatching.Known;
import dev.stillwatch.cases.CampaignMatching.Match;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignMatchingTest {
    private static final Found TEN = new Found("ten", 10, true);

    private static Match goesOn(String caseId, String... absorbed) {
        return new Match(Optional.of(caseId), List.of(absorbed), Optional.empty());
    }

    private static final Match NEW = new Match(Optional.empty(), List.of(), Optional.empty());

    @Test
    void match_exactlyHalfOfTheSmaller_isNotEnough() {
        List<Known> known = List.of(new Known("C", 100, true));

        assertThat(CampaignMatching.match(List.of(TEN), known, List.of(Map.of("C", 5))))
                .containsExactly(NEW);
        assertThat(CampaignMatching.match(List.of(TEN), known, List.of(Map.of("C", 6))))
                .containsExactly(goesOn("C"));
    }

    @Test
    void match_openBeforeClosed_andClosedDoesNotMerge() {
        List<Known> known = List.of(new Known("old", 10, false), new Known("new", 10, true));

        assertThat(CampaignMatching.match(List.of(TEN), known, List.of(Map.of("old", 10, "new", 8))))
                .containsExactly(goesOn("new"));
    }

    @Test
    void match_onlyClosed_takesTheNewest() {
        List<Known> known = List.of(new Known("older", 10, false), new Known("newer", 10, false));

        assertThat(CampaignMatching.match(List.of(TEN), known, List.of(Map.of("older", 10, "newer", 10))))
                .containsExactly(goesOn("newer"));
    }

    @Test
    void match_threeCasesUnderOneCampaign_oldestCarriesOn() {
        List<Known> known = List.of(new Known("a", 3, true), new Known("b", 3, true), new Known("c", 3, true));

        assertThat(CampaignMatching.match(List.of(TEN), known, List.of(Map.of("a", 2, "b", 3, "c", 3))))
                .containsExactly(goesOn("a", "b", "c"));
    }

    @Test
    void match_accusedCampaign_hasTheFirstChoice() {
        List<Found> found = List.of(new Found("reseller", 50, false), new Found("accused", 10, true));

        assertThat(CampaignMatching.match(
                        found, List.of(new Known("C", 60, true)), List.of(Map.of("C", 50), Map.of("C", 10))))
                .containsExactly(new Match(Optional.empty(), List.of(), Optional.of("C")), goesOn("C"));
    }

    @Test
    void match_campaignThatLosesOneCaseAndWinsAnother_goesOnWithTheOther() {
        List<Found> found = List.of(new Found("big", 30, true), new Found("small", 12, true));
        List<Known> known = List.of(new Known("C", 40, true), new Known("D", 5, true));

        assertThat(CampaignMatching.match(found, known, List.of(Map.of("C", 30), Map.of("C", 8, "D", 4))))
                .containsExactly(goesOn("C"), goesOn("D"));
    }

    @Test
    void match_equalClaims_areDecidedByNameNotByOrder() {
        List<Found> found = List.of(new Found("b", 10, true), new Found("a", 10, true));
        List<Known> known = List.of(new Known("C", 20, true));

        List<Match> matches = CampaignMatching.match(found, known, List.of(Map.of("C", 10), Map.of("C", 10)));

        assertThat(matches.get(1)).isEqualTo(goesOn("C"));
        assertThat(matches.get(0).splitFrom()).contains("C");
    }
}
