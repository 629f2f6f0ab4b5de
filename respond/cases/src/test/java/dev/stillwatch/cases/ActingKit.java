// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every kind of store must do with actions: on whole cohorts, approved, undone, over, and followed. */
interface ActingKit extends StoreUnderTest {
    @Test
    default void act_wholeCohort_isInForceAtOnceAndLeavesNeighboursAlone() {
        String id = openCase();
        String neighbour = observe(TestCampaign.accounts(100, 110)).caseId();

        Action action = suspended(id);

        assertThat(action.accounts()).containsExactlyInAnyOrderElementsOf(TestCampaign.accounts(0, 10));
        assertThat(store().activeActions(NOW)).containsExactly(action);
        assertThat(store().find(id).state()).isEqualTo(CaseState.ACTED);
        assertThat(store().find(neighbour).actions()).isEmpty();
        assertThat(audit().types).endsWith("action.active");
    }

    @Test
    default void activeActions_edgesOfTime_startCountsAndEndDoesNot() {
        Action action = suspended(openCase());

        assertThat(store().activeActions(NOW.minusMillis(1))).isEmpty();
        assertThat(store().activeActions(NOW)).hasSize(1);
        assertThat(store().activeActions(action.until().minusMillis(1))).hasSize(1);
        assertThat(store().activeActions(action.until())).isEmpty();
        assertThat(store().activeActions(Instant.MAX)).isEmpty();
        assertThat(store().activeActions(Instant.MIN)).isEmpty();
    }

    @Test
    default void act_lastingBeyondAllTime_endsWithTheLastTimeThereIs() {
        Action action = store().act(
                        Optional.empty(),
                        Set.of("a"),
                        TestCampaign.suspend(Duration.ofSeconds(Long.MAX_VALUE), false),
                        "policy",
                        NOW)
                .orElseThrow();

        assertThat(action.until()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
        assertThat(action.caseId()).isEmpty();
    }

    @Test
    default void act_sameAgain_actsOnNewMembersOnly() {
        String id = openCase();
        Action first = suspended(id);

        Action same = suspended(id);
        observe(TestCampaign.accounts(0, 13));
        Action more = suspended(id);
        Action renewed = store().act(
                        Optional.of(id),
                        store().find(id).accounts(),
                        TestCampaign.suspend(WEEK, false),
                        "policy",
                        NOW.plus(Duration.ofDays(4)))
                .orElseThrow();

        assertThat(same).isEqualTo(first);
        assertThat(more.accounts()).containsExactlyInAnyOrder("a10", "a11", "a12");
        assertThat(renewed.accounts()).hasSize(13);
    }

    @Test
    default void approve_proposed_takesEffectFromThenOn() {
        String id = openCase();
        Action proposed = proposed(id);
        Instant later = NOW.plus(DAY);
        assertThat(store().activeActions(later)).isEmpty();
        assertThat(store().find(id).state()).isEqualTo(CaseState.NEW);

        Action approved = store().approve(proposed, "ana", later);
        Action again = store().approve(proposed, "ben", later);

        assertThat(approved.from()).isEqualTo(later);
        assertThat(approved.until()).isEqualTo(later.plus(WEEK));
        assertThat(approved.approvals()).containsExactly(new Approval("ana", later));
        assertThat(again).isEqualTo(approved);
        assertThat(store().find(id).state()).isEqualTo(CaseState.ACTED);
    }

    @Test
    default void undo_active_endsItAtOnceAndTwiceIsTheSame() {
        String id = openCase();
        Action action = suspended(id);

        Action undone = store().undo(action, "wrong group", "ana", NOW);
        Action again = store().undo(action, "me too", "ben", NOW);

        assertThat(undone.undone()).contains(new Undo("ana", NOW, "wrong group"));
        assertThat(again).isEqualTo(undone);
        assertThat(store().activeActions(NOW)).isEmpty();
        assertThat(store().find(id).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    default void approve_undoneMeanwhile_isRefusedAndSaysSo() {
        Action proposed = proposed(openCase());
        store().undo(proposed, "no", "ana", NOW);

        assertThatThrownBy(() -> store().approve(proposed, "ben", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("is undone");
    }

    @Test
    default void undo_changedMeanwhile_isAConflict() {
        Action proposed = proposed(openCase());
        store().approve(proposed, "ana", NOW);

        assertThatThrownBy(() -> store().undo(proposed, "no", "ben", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("was changed since it was looked at: it is now active");
        assertThat(store().activeActions(NOW)).hasSize(1);
    }

    @Test
    default void approve_manyAtOnce_oneApprovalCountsAndNoneFails() throws Exception {
        Action proposed = proposed(openCase());
        List<Future<Action>> results = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        try (CaseStore other = CaseStore.open(url(), AuditSink.NONE);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                CaseStore mine = i % 2 == 0 ? store() : other;
                String who = "analyst-" + i;
                results.add(threads.submit(() -> {
                    start.await();
                    return mine.approve(proposed, who, NOW);
                }));
            }
            start.countDown();
            Set<Action> outcomes = new HashSet<>();
            for (Future<Action> result : results) {
                outcomes.add(result.get());
            }
            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.iterator().next().approvals()).hasSize(1);
        }
    }

    @Test
    default void approveAndUndo_atOnce_neverBothWin() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = observe(TestCampaign.accounts(1000 * round, 1000 * round + 8))
                    .caseId();
            Action proposed = proposed(id);
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<Boolean> approve = threads.submit(() -> {
                    start.await();
                    return succeeds(() -> store().approve(proposed, "ana", NOW));
                });
                Future<Boolean> undo = threads.submit(() -> {
                    start.await();
                    return succeeds(() -> store().undo(proposed, "no", "ben", NOW));
                });
                start.countDown();
                assertThat(approve.get() ^ undo.get()).isTrue();
                assertThat(store().action(proposed.id()).status())
                        .isEqualTo(approve.get() ? ActionStatus.ACTIVE : ActionStatus.UNDONE);
            }
        }
    }

    private static boolean succeeds(Runnable change) {
        try {
            change.run();
            return true;
        } catch (StillwatchException _) {
            return false;
        }
    }

    @Test
    default void changesSince_everyChange_comesOnceAndInOrder() {
        long before = store().revision();
        String id = openCase();
        Action one = proposed(id);
        ActionChanges first = store().changesSince(before);
        store().approve(one, "ana", NOW);
        ActionChanges second = store().changesSince(first.revision());

        assertThat(first.actions()).extracting(Action::status).containsExactly(ActionStatus.PROPOSED);
        assertThat(second.actions()).extracting(Action::status).containsExactly(ActionStatus.ACTIVE);
        assertThat(second.revision()).isGreaterThan(first.revision()).isEqualTo(store().revision());
        assertThat(store().changesSince(second.revision()).actions()).isEmpty();
    }

    @Test
    default void changesSince_whileOthersWrite_missesNothing() throws Exception {
        int writers = 4;
        int each = 15;
        Set<String> seen = new HashSet<>();
        try (CaseStore other = CaseStore.open(url(), AuditSink.NONE);
                ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String name = "w" + w + "-";
                running.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        other.act(Optional.empty(), Set.of(name + i), TestCampaign.suspend(WEEK, false), "policy", NOW);
                    }
                }));
            }
            long revision = 0;
            while (seen.size() < writers * each) {
                ActionChanges changes = store().changesSince(revision);
                for (Action action : changes.actions()) {
                    assertThat(action.revision()).isGreaterThan(revision);
                    seen.addAll(action.accounts());
                }
                revision = changes.revision();
                if (running.stream().allMatch(Future::isDone)
                        && store().revision() == revision
                        && seen.size() < writers * each) {
                    throw new AssertionError("saw " + seen.size() + " of " + writers * each);
                }
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        assertThat(seen).hasSize(writers * each);
    }

    @Test
    default void expire_overdue_isRecordedOnceAndOpensTheCase() {
        String id = openCase();
        Action action = suspended(id);

        int early = store().expire(action.until().minusMillis(1));
        int due = store().expire(action.until());
        int again = store().expire(action.until().plus(DAY));

        assertThat(List.of(early, due, again)).containsExactly(0, 1, 0);
        assertThat(store().action(action.id()).status()).isEqualTo(ActionStatus.EXPIRED);
        assertThat(store().find(id).state()).isEqualTo(CaseState.OPEN);
        assertThat(store().undo(store().action(action.id()), "late", "ana", NOW).status())
                .isEqualTo(ActionStatus.EXPIRED);
    }

    @Test
    default void act_hugeCohort_isOneActionOneRevisionAndReadBackWhole() {
        List<String> accounts = TestCampaign.accounts(0, 25_000);
        String id = observe(accounts).caseId();
        long before = store().revision();

        Action action = suspended(id);

        assertThat(action.accounts()).hasSize(25_000);
        assertThat(store().changesSince(before).actions()).containsExactly(action);
        assertThat(observe(TestCampaign.accounts(100, 25_100)).caseId()).isEqualTo(id);
        store().undo(action, "wrong", "ana", NOW);
        assertThat(store().activeActions(NOW)).isEmpty();
    }

    @Test
    default void act_mergedCase_isRefusedAndNamesTheOther() {
        List<String> cases = mergedCases();

        assertThatThrownBy(() -> suspended(cases.getLast()))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("went on as " + cases.getFirst());
        assertThat(store().activeActions(NOW)).isEmpty();
    }
}
