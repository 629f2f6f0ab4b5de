// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.report.CampaignJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every kind of store must do with campaigns that detection finds. */
interface ObservingKit extends StoreUnderTest {
    @Test
    default void observe_newCampaign_opensCaseWithItsAssessment() {
        Campaign campaign = TestCampaign.of(TestCampaign.accounts(0, 10));

        Observed observed = store().observe(List.of(campaign), NOW).getFirst();

        Case found = store().find(observed.caseId());
        assertThat(observed.caseId()).isEqualTo("C-2026-0001");
        assertThat(observed.outcome()).isEqualTo(Observed.Outcome.OPENED);
        assertThat(observed.joined()).hasSize(10);
        assertThat(found.state()).isEqualTo(CaseState.NEW);
        assertThat(found.accounts()).hasSize(10);
        assertThat(found.latest().campaign()).isEqualTo(campaign);
        assertThat(found.latest().sha256()).isEqualTo(AuditRecord.sha256(CampaignJson.text(campaign)));
        assertThat(audit().types).containsExactly("case.opened");
        assertThat(store().cases(Set.of())).singleElement().isEqualTo(found.summary());
    }

    @Test
    default void observe_lookAlike_opensNoCase() {
        assertThat(store().observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10), Verdict.RESELLER, NOW)), NOW))
                .isEmpty();
        assertThat(store().cases(Set.of())).isEmpty();
    }

    @Test
    default void observe_sameAgain_keepsOneAssessmentAndOneCase() {
        String id = openCase();

        store().observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10))), NOW.plus(DAY));

        assertThat(store().find(id).assessments()).hasSize(1);
        assertThat(store().cases(Set.of())).hasSize(1);
    }

    @Test
    default void observe_growthAndChangeOfMembers_goesOnWithTheCase() {
        String id = openCase();

        Observed grown = observe(TestCampaign.accounts(2, 60));
        Observed shrunk = observe(TestCampaign.accounts(40, 50));

        assertThat(grown.caseId()).isEqualTo(id);
        assertThat(grown.outcome()).isEqualTo(Observed.Outcome.CONTINUED);
        assertThat(grown.joined()).hasSize(50);
        assertThat(shrunk.caseId()).isEqualTo(id);
        Case now = store().find(id);
        assertThat(now.assessments()).hasSize(3);
        assertThat(now.accounts()).containsExactlyInAnyOrderElementsOf(TestCampaign.accounts(40, 50));
        assertThat(now.formerAccounts()).hasSize(50);
    }

    @Test
    default void observe_verdictChanged_isShownOnTheCase() {
        String id = openCase();

        store().observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10), Verdict.RESELLER, NOW)), NOW);

        assertThat(store().find(id).summary().verdict()).isEqualTo(Verdict.RESELLER);
        assertThat(store().find(id).assessments()).hasSize(2);
    }

    @Test
    default void observe_oneCampaignOverTwoCases_mergesIntoTheOlder() {
        String older = observe(TestCampaign.accounts(0, 10)).caseId();
        String younger = observe(TestCampaign.accounts(20, 40)).caseId();
        Action action = suspended(younger);

        Observed merged = observe(TestCampaign.accounts(0, 40));

        assertThat(merged.caseId()).isEqualTo(older);
        assertThat(merged.outcome()).isEqualTo(Observed.Outcome.MERGED);
        assertThat(store().find(younger).state()).isEqualTo(CaseState.MERGED);
        assertThat(store().find(younger).summary().mergedInto()).contains(older);
        assertThat(store().find(older).actions()).extracting(Action::id).containsExactly(action.id());
        assertThat(store().find(older).state()).isEqualTo(CaseState.ACTED);
        assertThat(observe(TestCampaign.accounts(25, 40)).caseId()).isEqualTo(older);
    }

    @Test
    default void observe_twoCampaignsOverOneCase_largerGoesOnAndOtherIsSplitOff() {
        String id = observe(TestCampaign.accounts(0, 30)).caseId();

        List<Observed> observed = store().observe(
                        List.of(
                                TestCampaign.of(TestCampaign.accounts(0, 10)),
                                TestCampaign.of(TestCampaign.accounts(10, 30))),
                        NOW.plus(DAY));

        assertThat(observed)
                .extracting(Observed::outcome)
                .containsExactly(Observed.Outcome.SPLIT, Observed.Outcome.CONTINUED);
        assertThat(observed.get(1).caseId()).isEqualTo(id);
        assertThat(store().find(observed.get(0).caseId()).summary().splitFrom()).contains(id);
        assertThat(store().find(id).accounts()).hasSize(20);
    }

    @Test
    default void observe_closedCaseComesBack_isOpenedAgain() {
        String id = openCase();
        store().close(id, "dealt with", "ana", NOW);

        Observed quiet = observe(TestCampaign.accounts(0, 10));
        Observed back = store().observe(
                        List.of(TestCampaign.of(TestCampaign.accounts(0, 11), Verdict.DISTILLATION, NOW.plus(DAY))),
                        NOW.plus(DAY))
                .getFirst();

        assertThat(quiet.outcome()).isEqualTo(Observed.Outcome.CONTINUED);
        assertThat(back.outcome()).isEqualTo(Observed.Outcome.REOPENED);
        assertThat(store().find(id).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    default void observe_falsePositiveComesBack_staysClosedUntilMostOfItIsNew() {
        String id = openCase();
        store().feedback(id, Feedback.Finding.FALSE_POSITIVE, "a class of students", "ana", NOW);

        store().observe(
                        List.of(TestCampaign.of(TestCampaign.accounts(0, 12), Verdict.DISTILLATION, NOW.plus(DAY))),
                        NOW.plus(DAY));
        CaseState known = store().find(id).state();
        store().observe(
                        List.of(TestCampaign.of(TestCampaign.accounts(0, 40), Verdict.DISTILLATION, NOW.plus(DAY))),
                        NOW.plus(DAY));

        assertThat(known).isEqualTo(CaseState.CLOSED);
        assertThat(store().find(id).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    default void observe_falsePositiveGrowsSlowly_isOpenedOnceMostOfItIsNew() {
        String id = openCase();
        store().feedback(id, Feedback.Finding.FALSE_POSITIVE, "a class of students", "ana", NOW);
        List<CaseState> states = new ArrayList<>();

        for (int size = 14; size <= 22; size += 4) {
            Instant at = NOW.plus(Duration.ofDays(size));
            store().observe(List.of(TestCampaign.of(TestCampaign.accounts(0, size), Verdict.DISTILLATION, at)), at);
            states.add(store().find(id).state());
        }

        assertThat(states).containsExactly(CaseState.CLOSED, CaseState.CLOSED, CaseState.OPEN);
    }

    @Test
    default void observe_closedCaseComesBackWhileActedOn_isActedOnAgain() {
        String id = openCase();
        suspended(id);
        store().close(id, "dealt with", "ana", NOW);

        store().observe(
                        List.of(TestCampaign.of(TestCampaign.accounts(0, 11), Verdict.DISTILLATION, NOW.plus(DAY))),
                        NOW.plus(DAY));

        assertThat(store().find(id).state()).isEqualTo(CaseState.ACTED);
    }
}
