// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every kind of store must do with what people found out. */
interface FindingsOfPeopleKit extends StoreUnderTest {
    @Test
    default void feedback_falsePositive_undoesAllAndTeachesCalibration() {
        String id = openCase();
        suspended(id);
        store().act(
                        Optional.of(id),
                        store().find(id).accounts(),
                        TestCampaign.decision(new Countermeasure.Observe(), WEEK, true),
                        "policy",
                        NOW);

        store().feedback(id, Feedback.Finding.FALSE_POSITIVE, "a class of students", "ana", NOW);

        Case after = store().find(id);
        assertThat(after.state()).isEqualTo(CaseState.CLOSED);
        assertThat(after.actions()).hasSize(2).allMatch(action -> action.status() == ActionStatus.UNDONE);
        assertThat(after.feedback()).singleElement().satisfies(feedback -> {
            assertThat(feedback.assessment()).isEqualTo(after.latest().sha256());
            assertThat(feedback.accounts()).hasSize(10);
        });
        assertThat(store().benignAccounts(NOW)).containsExactlyInAnyOrderElementsOf(TestCampaign.accounts(0, 10));
        assertThat(store().benignAccounts(NOW.plusMillis(1))).isEmpty();
        assertThat(store().act(Optional.of(id), after.accounts(), TestCampaign.suspend(WEEK, false), "policy", NOW))
                .isEmpty();
    }

    @Test
    default void feedback_laterConfirmed_isNoLongerBenign() {
        String id = openCase();
        store().feedback(id, List.of("a1", "a2"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);

        store().feedback(id, List.of("a2"), Feedback.Finding.CONFIRMED, "stolen card", "ana", NOW.plus(DAY));

        assertThat(store().benignAccounts(Instant.MIN)).containsExactly("a1");
        assertThat(store().foundBenign(Instant.MIN)).containsExactly(Map.entry("a1", NOW));
    }

    @Test
    default void act_accountsJudgedAfterTheFinding_areTaken() {
        String id = openCase();
        store().feedback(id, List.of("a1"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);
        Set<String> both = Set.of("a1", "a2");
        Decision suspend = TestCampaign.suspend(WEEK, false);

        Action before =
                store().act(Optional.of(id), both, suspend, "policy", NOW, NOW).orElseThrow();
        Action after = store().act(Optional.of(id), both, suspend, "policy", NOW, NOW.plusMillis(1))
                .orElseThrow();

        assertThat(before.accounts()).containsExactly("a2");
        assertThat(after.accounts()).containsExactly("a1");
    }

    @Test
    default void feedback_oneAccount_isReleasedAndOthersStay() {
        String id = openCase();
        Action action = suspended(id);

        store().feedback(id, List.of("a3"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);

        assertThat(store().action(action.id()).accounts()).hasSize(9).doesNotContain("a3");
        assertThat(store().changesSince(action.revision()).actions()).hasSize(1);
        assertThat(store().find(id).state()).isEqualTo(CaseState.ACTED);
    }

    @Test
    default void feedback_strangerAccount_isRefused() {
        String id = openCase();

        assertThatThrownBy(() ->
                        store().feedback(id, List.of("zz"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("never had 1 of the accounts")
                .hasMessageNotContaining("zz");
        assertThat(store().benignAccounts(Instant.MIN)).isEmpty();
    }

    @Test
    default void feedback_mergedCase_isRefusedAndNamesTheOther() {
        List<String> cases = mergedCases();

        assertThatThrownBy(() -> store().feedback(
                                cases.getLast(), Feedback.Finding.FALSE_POSITIVE, "a class of students", "ana", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("went on as " + cases.getFirst());
        assertThatThrownBy(() -> store().feedback(
                                cases.getLast(),
                                List.of("a20"),
                                Feedback.Finding.FALSE_POSITIVE,
                                "verified",
                                "ana",
                                NOW))
                .hasMessageContaining("went on as " + cases.getFirst());
        assertThat(store().benignAccounts(Instant.MIN)).isEmpty();
    }
}
