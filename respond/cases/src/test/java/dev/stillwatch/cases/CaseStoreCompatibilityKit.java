// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.CampaignJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of store must do. */
abstract class CaseStoreCompatibilityKit {
    static final Instant NOW = TestCampaign.DAY;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);

    final RecordingAudit audit = new RecordingAudit();
    CaseStore store;

    /** Address of an empty store, the same one for the whole of a test. */
    abstract String url();

    @BeforeEach
    void openStore() {
        store = CaseStore.open(url(), audit);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    Observed observe(List<String> accounts) {
        return store.observe(List.of(TestCampaign.of(accounts)), NOW).getFirst();
    }

    String openCase() {
        return observe(TestCampaign.accounts(0, 10)).caseId();
    }

    Action suspended(String caseId) {
        return store.act(
                        Optional.of(caseId),
                        store.find(caseId).accounts(),
                        TestCampaign.suspend(WEEK, false),
                        "policy",
                        NOW)
                .orElseThrow();
    }

    Action proposed(String caseId) {
        return store.act(
                        Optional.of(caseId),
                        store.find(caseId).accounts(),
                        TestCampaign.suspend(WEEK, true),
                        "policy",
                        NOW)
                .orElseThrow();
    }

    @Test
    void observe_newCampaign_opensCaseWithItsAssessment() {
        Campaign campaign = TestCampaign.of(TestCampaign.accounts(0, 10));

        Observed observed = store.observe(List.of(campaign), NOW).getFirst();

        Case found = store.find(observed.caseId());
        assertThat(observed.caseId()).isEqualTo("C-2026-0001");
        assertThat(observed.outcome()).isEqualTo(Observed.Outcome.OPENED);
        assertThat(observed.joined()).hasSize(10);
        assertThat(found.state()).isEqualTo(CaseState.NEW);
        assertThat(found.accounts()).hasSize(10);
        assertThat(found.latest().campaign()).isEqualTo(campaign);
        assertThat(found.latest().sha256()).isEqualTo(AuditRecord.sha256(CampaignJson.text(campaign)));
        assertThat(audit.types).containsExactly("case.opened");
        assertThat(store.cases(Set.of())).singleElement().isEqualTo(found.summary());
    }

    @Test
    void observe_lookAlike_opensNoCase() {
        assertThat(store.observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10), Verdict.RESELLER, NOW)), NOW))
                .isEmpty();
        assertThat(store.cases(Set.of())).isEmpty();
    }

    @Test
    void observe_sameAgain_keepsOneAssessmentAndOneCase() {
        String id = openCase();

        store.observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10))), NOW.plus(DAY));

        assertThat(store.find(id).assessments()).hasSize(1);
        assertThat(store.cases(Set.of())).hasSize(1);
    }

    @Test
    void observe_growthAndChangeOfMembers_goesOnWithTheCase() {
        String id = openCase();

        Observed grown = observe(TestCampaign.accounts(2, 60));
        Observed shrunk = observe(TestCampaign.accounts(40, 50));

        assertThat(grown.caseId()).isEqualTo(id);
        assertThat(grown.outcome()).isEqualTo(Observed.Outcome.CONTINUED);
        assertThat(grown.joined()).hasSize(50);
        assertThat(shrunk.caseId()).isEqualTo(id);
        Case now = store.find(id);
        assertThat(now.assessments()).hasSize(3);
        assertThat(now.accounts()).containsExactlyInAnyOrderElementsOf(TestCampaign.accounts(40, 50));
        assertThat(now.formerAccounts()).hasSize(50);
    }

    @Test
    void observe_verdictChanged_isShownOnTheCase() {
        String id = openCase();

        store.observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10), Verdict.RESELLER, NOW)), NOW);

        assertThat(store.find(id).summary().verdict()).isEqualTo(Verdict.RESELLER);
        assertThat(store.find(id).assessments()).hasSize(2);
    }

    @Test
    void observe_oneCampaignOverTwoCases_mergesIntoTheOlder() {
        String older = observe(TestCampaign.accounts(0, 10)).caseId();
        String younger = observe(TestCampaign.accounts(20, 40)).caseId();
        Action action = suspended(younger);

        Observed merged = observe(TestCampaign.accounts(0, 40));

        assertThat(merged.caseId()).isEqualTo(older);
        assertThat(merged.outcome()).isEqualTo(Observed.Outcome.MERGED);
        assertThat(store.find(younger).state()).isEqualTo(CaseState.MERGED);
        assertThat(store.find(younger).summary().mergedInto()).contains(older);
        assertThat(store.find(older).actions()).extracting(Action::id).containsExactly(action.id());
        assertThat(store.find(older).state()).isEqualTo(CaseState.ACTED);
        assertThat(observe(TestCampaign.accounts(25, 40)).caseId()).isEqualTo(older);
    }

    @Test
    void observe_twoCampaignsOverOneCase_largerGoesOnAndOtherIsSplitOff() {
        String id = observe(TestCampaign.accounts(0, 30)).caseId();

        List<Observed> observed = store.observe(
                List.of(TestCampaign.of(TestCampaign.accounts(0, 10)), TestCampaign.of(TestCampaign.accounts(10, 30))),
                NOW.plus(DAY));

        assertThat(observed)
                .extracting(Observed::outcome)
                .containsExactly(Observed.Outcome.SPLIT, Observed.Outcome.CONTINUED);
        assertThat(observed.get(1).caseId()).isEqualTo(id);
        assertThat(store.find(observed.get(0).caseId()).summary().splitFrom()).contains(id);
        assertThat(store.find(id).accounts()).hasSize(20);
    }

    @Test
    void observe_closedCaseComesBack_isOpenedAgain() {
        String id = openCase();
        store.close(id, "dealt with", "ana", NOW);

        Observed quiet = observe(TestCampaign.accounts(0, 10));
        Observed back = store.observe(
                        List.of(TestCampaign.of(TestCampaign.accounts(0, 11), Verdict.DISTILLATION, NOW.plus(DAY))),
                        NOW.plus(DAY))
                .getFirst();

        assertThat(quiet.outcome()).isEqualTo(Observed.Outcome.CONTINUED);
        assertThat(back.outcome()).isEqualTo(Observed.Outcome.REOPENED);
        assertThat(store.find(id).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void observe_falsePositiveComesBack_staysClosedUntilMostOfItIsNew() {
        String id = openCase();
        store.feedback(id, Feedback.Finding.FALSE_POSITIVE, "a class of students", "ana", NOW);

        store.observe(
                List.of(TestCampaign.of(TestCampaign.accounts(0, 12), Verdict.DISTILLATION, NOW.plus(DAY))),
                NOW.plus(DAY));
        CaseState known = store.find(id).state();
        store.observe(
                List.of(TestCampaign.of(TestCampaign.accounts(0, 40), Verdict.DISTILLATION, NOW.plus(DAY))),
                NOW.plus(DAY));

        assertThat(known).isEqualTo(CaseState.CLOSED);
        assertThat(store.find(id).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void act_wholeCohort_isInForceAtOnceAndLeavesNeighboursAlone() {
        String id = openCase();
        String neighbour = observe(TestCampaign.accounts(100, 110)).caseId();

        Action action = suspended(id);

        assertThat(action.accounts()).containsExactlyInAnyOrderElementsOf(TestCampaign.accounts(0, 10));
        assertThat(store.activeActions(NOW)).containsExactly(action);
        assertThat(store.find(id).state()).isEqualTo(CaseState.ACTED);
        assertThat(store.find(neighbour).actions()).isEmpty();
        assertThat(audit.types).endsWith("action.active");
    }

    @Test
    void activeActions_edgesOfTime_startCountsAndEndDoesNot() {
        Action action = suspended(openCase());

        assertThat(store.activeActions(NOW.minusMillis(1))).isEmpty();
        assertThat(store.activeActions(NOW)).hasSize(1);
        assertThat(store.activeActions(action.until().minusMillis(1))).hasSize(1);
        assertThat(store.activeActions(action.until())).isEmpty();
        assertThat(store.activeActions(Instant.MAX)).isEmpty();
        assertThat(store.activeActions(Instant.MIN)).isEmpty();
    }

    @Test
    void act_lastingBeyondAllTime_endsWithTheLastTimeThereIs() {
        Action action = store.act(
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
    void act_sameAgain_actsOnNewMembersOnly() {
        String id = openCase();
        Action first = suspended(id);

        Action same = suspended(id);
        observe(TestCampaign.accounts(0, 13));
        Action more = suspended(id);
        Action renewed = store.act(
                        Optional.of(id),
                        store.find(id).accounts(),
                        TestCampaign.suspend(WEEK, false),
                        "policy",
                        NOW.plus(Duration.ofDays(4)))
                .orElseThrow();

        assertThat(same).isEqualTo(first);
        assertThat(more.accounts()).containsExactlyInAnyOrder("a10", "a11", "a12");
        assertThat(renewed.accounts()).hasSize(13);
    }

    @Test
    void approve_proposed_takesEffectFromThenOn() {
        String id = openCase();
        Action proposed = proposed(id);
        Instant later = NOW.plus(DAY);
        assertThat(store.activeActions(later)).isEmpty();
        assertThat(store.find(id).state()).isEqualTo(CaseState.NEW);

        Action approved = store.approve(proposed, "ana", later);
        Action again = store.approve(proposed, "ben", later);

        assertThat(approved.from()).isEqualTo(later);
        assertThat(approved.until()).isEqualTo(later.plus(WEEK));
        assertThat(approved.approvals()).containsExactly(new Approval("ana", later));
        assertThat(again).isEqualTo(approved);
        assertThat(store.find(id).state()).isEqualTo(CaseState.ACTED);
    }

    @Test
    void undo_active_endsItAtOnceAndTwiceIsTheSame() {
        String id = openCase();
        Action action = suspended(id);

        Action undone = store.undo(action, "wrong group", "ana", NOW);
        Action again = store.undo(action, "me too", "ben", NOW);

        assertThat(undone.undone()).contains(new Undo("ana", NOW, "wrong group"));
        assertThat(again).isEqualTo(undone);
        assertThat(store.activeActions(NOW)).isEmpty();
        assertThat(store.find(id).state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void approve_undoneMeanwhile_isRefusedAndSaysSo() {
        Action proposed = proposed(openCase());
        store.undo(proposed, "no", "ana", NOW);

        assertThatThrownBy(() -> store.approve(proposed, "ben", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("is undone");
    }

    @Test
    void undo_changedMeanwhile_isAConflict() {
        Action proposed = proposed(openCase());
        store.approve(proposed, "ana", NOW);

        assertThatThrownBy(() -> store.undo(proposed, "no", "ben", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("was changed since it was looked at: it is now active");
        assertThat(store.activeActions(NOW)).hasSize(1);
    }

    @Test
    void approve_manyAtOnce_oneApprovalCountsAndNoneFails() throws Exception {
        Action proposed = proposed(openCase());
        List<Future<Action>> results = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        try (CaseStore other = CaseStore.open(url(), AuditSink.NONE);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                CaseStore mine = i % 2 == 0 ? store : other;
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
    void approveAndUndo_atOnce_neverBothWin() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = observe(TestCampaign.accounts(1000 * round, 1000 * round + 8))
                    .caseId();
            Action proposed = proposed(id);
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<Boolean> approve = threads.submit(() -> {
                    start.await();
                    return succeeds(() -> store.approve(proposed, "ana", NOW));
                });
                Future<Boolean> undo = threads.submit(() -> {
                    start.await();
                    return succeeds(() -> store.undo(proposed, "no", "ben", NOW));
                });
                start.countDown();
                assertThat(approve.get() ^ undo.get()).isTrue();
                assertThat(store.action(proposed.id()).status())
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
    void changesSince_everyChange_comesOnceAndInOrder() {
        long before = store.revision();
        String id = openCase();
        Action one = proposed(id);
        ActionChanges first = store.changesSince(before);
        store.approve(one, "ana", NOW);
        ActionChanges second = store.changesSince(first.revision());

        assertThat(first.actions()).extracting(Action::status).containsExactly(ActionStatus.PROPOSED);
        assertThat(second.actions()).extracting(Action::status).containsExactly(ActionStatus.ACTIVE);
        assertThat(second.revision()).isGreaterThan(first.revision()).isEqualTo(store.revision());
        assertThat(store.changesSince(second.revision()).actions()).isEmpty();
    }

    @Test
    void changesSince_whileOthersWrite_missesNothing() throws Exception {
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
                ActionChanges changes = store.changesSince(revision);
                for (Action action : changes.actions()) {
                    assertThat(action.revision()).isGreaterThan(revision);
                    seen.addAll(action.accounts());
                }
                revision = changes.revision();
                if (running.stream().allMatch(Future::isDone)
                        && store.revision() == revision
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
    void expire_overdue_isRecordedOnceAndOpensTheCase() {
        String id = openCase();
        Action action = suspended(id);

        int early = store.expire(action.until().minusMillis(1));
        int due = store.expire(action.until());
        int again = store.expire(action.until().plus(DAY));

        assertThat(List.of(early, due, again)).containsExactly(0, 1, 0);
        assertThat(store.action(action.id()).status()).isEqualTo(ActionStatus.EXPIRED);
        assertThat(store.find(id).state()).isEqualTo(CaseState.OPEN);
        assertThat(store.undo(store.action(action.id()), "late", "ana", NOW).status())
                .isEqualTo(ActionStatus.EXPIRED);
    }

    @Test
    void feedback_falsePositive_undoesAllAndTeachesCalibration() {
        String id = openCase();
        suspended(id);
        store.act(
                Optional.of(id),
                store.find(id).accounts(),
                TestCampaign.decision(new Countermeasure.Observe(), WEEK, true),
                "policy",
                NOW);

        store.feedback(id, Feedback.Finding.FALSE_POSITIVE, "a class of students", "ana", NOW);

        Case after = store.find(id);
        assertThat(after.state()).isEqualTo(CaseState.CLOSED);
        assertThat(after.actions()).hasSize(2).allMatch(action -> action.status() == ActionStatus.UNDONE);
        assertThat(after.feedback()).singleElement().satisfies(feedback -> {
            assertThat(feedback.assessment()).isEqualTo(after.latest().sha256());
            assertThat(feedback.accounts()).hasSize(10);
        });
        assertThat(store.benignAccounts(NOW)).containsExactlyInAnyOrderElementsOf(TestCampaign.accounts(0, 10));
        assertThat(store.benignAccounts(NOW.plusMillis(1))).isEmpty();
        assertThat(store.act(Optional.of(id), after.accounts(), TestCampaign.suspend(WEEK, false), "policy", NOW))
                .isEmpty();
    }

    @Test
    void feedback_laterConfirmed_isNoLongerBenign() {
        String id = openCase();
        store.feedback(id, List.of("a1", "a2"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);

        store.feedback(id, List.of("a2"), Feedback.Finding.CONFIRMED, "stolen card", "ana", NOW.plus(DAY));

        assertThat(store.benignAccounts(Instant.MIN)).containsExactly("a1");
        assertThat(store.foundBenign(Instant.MIN)).containsExactly(Map.entry("a1", NOW));
    }

    @Test
    void act_accountsJudgedAfterTheFinding_areTaken() {
        String id = openCase();
        store.feedback(id, List.of("a1"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);
        Set<String> both = Set.of("a1", "a2");
        Decision suspend = TestCampaign.suspend(WEEK, false);

        Action before =
                store.act(Optional.of(id), both, suspend, "policy", NOW, NOW).orElseThrow();
        Action after = store.act(Optional.of(id), both, suspend, "policy", NOW, NOW.plusMillis(1))
                .orElseThrow();

        assertThat(before.accounts()).containsExactly("a2");
        assertThat(after.accounts()).containsExactly("a1");
    }

    @Test
    void feedback_oneAccount_isReleasedAndOthersStay() {
        String id = openCase();
        Action action = suspended(id);

        store.feedback(id, List.of("a3"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);

        assertThat(store.action(action.id()).accounts()).hasSize(9).doesNotContain("a3");
        assertThat(store.changesSince(action.revision()).actions()).hasSize(1);
        assertThat(store.find(id).state()).isEqualTo(CaseState.ACTED);
    }

    @Test
    void feedback_strangerAccount_isRefused() {
        String id = openCase();

        assertThatThrownBy(() ->
                        store.feedback(id, List.of("zz"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("never had 1 of the accounts")
                .hasMessageNotContaining("zz");
        assertThat(store.benignAccounts(Instant.MIN)).isEmpty();
    }

    @Test
    void lifecycle_assignNoteCloseReopen_isOnRecord() {
        String id = openCase();

        store.assign(id, "ana", "ben", NOW);
        store.note(id, "asked the sales desk", "ana", NOW);
        store.close(id, "a pilot customer", "ana", NOW);
        store.close(id, "again", "ana", NOW);
        store.reopen(id, "they denied it", "ana", NOW);

        Case after = store.find(id);
        assertThat(after.state()).isEqualTo(CaseState.OPEN);
        assertThat(after.summary().assignee()).contains("ana");
        assertThat(after.events())
                .extracting(CaseEvent::kind)
                .containsExactly(
                        CaseEvent.Kind.OPENED,
                        CaseEvent.Kind.ASSIGNED,
                        CaseEvent.Kind.NOTE,
                        CaseEvent.Kind.CLOSED,
                        CaseEvent.Kind.REOPENED);
        assertThat(store.cases(Set.of(CaseState.CLOSED))).isEmpty();
        assertThat(store.cases(Set.of(CaseState.OPEN))).hasSize(1);
    }

    @Test
    void close_mergedCase_isRefusedAndNamesTheOther() {
        observe(TestCampaign.accounts(0, 10));
        String younger = observe(TestCampaign.accounts(20, 40)).caseId();
        observe(TestCampaign.accounts(0, 40));

        assertThatThrownBy(() -> store.close(younger, "x", "ana", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("went on as C-2026-0001");
    }

    @Test
    void find_unknown_namesTheNearest() {
        openCase();

        assertThatThrownBy(() -> store.find("C-2026-001"))
                .isInstanceOf(StillwatchException.class)
                .hasMessage("no case C-2026-001; nearest: C-2026-0001");
        assertThatThrownBy(() -> store.action("A-1"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no action A-1: the store holds none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's; DROP TABLE cases --",
                "\"quoted\"",
                "line\nbreak\r\ttab",
                "nul\0inside",
                "\0",
                "half \ud800 pair",
                "\udc00",
                "\u202eright to left",
                "emoji \uD83D\uDE00",
                "back\\slash \\0000",
                "{\"json\":1}",
                ":name <list>",
                " "
            })
    void hostileNames_comeBackExactly(String name) {
        List<String> accounts = new ArrayList<>(TestCampaign.accounts(0, 9));
        accounts.add(name);
        String id = observe(accounts).caseId();
        store.assign(id, name, name, NOW);
        store.note(id, name, name, NOW);

        Action action = suspended(id);
        store.feedback(id, List.of(name), Feedback.Finding.FALSE_POSITIVE, name, name, NOW);
        store.undo(store.action(action.id()), name, name, NOW);

        Case found = store.find(id);
        assertThat(action.accounts()).contains(name);
        assertThat(found.accounts()).contains(name);
        assertThat(found.summary().assignee()).contains(name);
        assertThat(found.events()).extracting(CaseEvent::text).contains(name);
        assertThat(store.benignAccounts(Instant.MIN)).containsExactly(name);
        assertThat(found.actions().getFirst().undone().orElseThrow().why()).isEqualTo(name);
        assertThat(observe(List.of(name, "a1")).caseId()).isEqualTo(id);
    }

    @Test
    void act_hugeCohort_isOneActionOneRevisionAndReadBackWhole() {
        List<String> accounts = TestCampaign.accounts(0, 25_000);
        String id = observe(accounts).caseId();
        long before = store.revision();

        Action action = suspended(id);

        assertThat(action.accounts()).hasSize(25_000);
        assertThat(store.changesSince(before).actions()).containsExactly(action);
        assertThat(observe(TestCampaign.accounts(100, 25_100)).caseId()).isEqualTo(id);
        store.undo(action, "wrong", "ana", NOW);
        assertThat(store.activeActions(NOW)).isEmpty();
    }

    @Test
    void audit_failing_keepsRecordsAndHandsThemOverLaterInOrder() {
        audit.failing = true;
        String id = openCase();
        Action action = suspended(id);
        assertThat(store.activeActions(NOW)).hasSize(1);
        assertThat(store.pendingAudit()).isEqualTo(2);

        audit.failing = false;
        store.undo(action, "wrong", "ana", NOW);

        assertThat(store.pendingAudit()).isZero();
        assertThat(audit.types).containsExactly("case.opened", "action.active", "action.undone");
        assertThat(audit.bodies).allSatisfy(body -> assertThat(body).doesNotContain("ana", "\"a1\""));
        assertThat(audit.bodies.getFirst()).startsWith("{\"accounts\":10,\"accounts_commitment\":\"");
    }

    @Test
    void vault_keepRevealAndPurge_leavesCommitmentsOnly(@TempDir Path keys) {
        EvidenceVault vault = store.vault(EvidenceKeys.inFile(keys.resolve("key.json")), EvidenceLimits.DEFAULTS);
        String older = openCase();
        String id = observe(TestCampaign.accounts(20, 40)).caseId();
        List<EvidencePart> parts = List.of(new EvidencePart(EvidencePart.Role.PROMPT, "nul\0 half \ud800 \\"));
        String evidence = vault.keep(id, "a\0b", NOW, parts, NOW).orElseThrow();

        assertThat(vault.reveal(evidence, "ana\0", "to check", NOW)).isEqualTo(parts);
        observe(TestCampaign.accounts(0, 40));
        assertThat(vault.list(older))
                .isEqualTo(vault.list(id))
                .singleElement()
                .satisfies(item -> assertThat(item.reveals()).hasSize(1));
        store.close(older, "done", "ana", NOW);
        assertThat(vault.purge(NOW)).isEqualTo(new EvidenceVault.Purged(0, 0));
        assertThat(vault.purge(NOW.plus(EvidenceLimits.DEFAULTS.afterClosing())))
                .isEqualTo(new EvidenceVault.Purged(1, 1));
        assertThat(vault.list(older)).singleElement().satisfies(item -> {
            assertThat(item.readable()).isFalse();
            assertThat(item.commitment()).hasSize(64);
        });
        assertThatThrownBy(() -> vault.reveal(evidence, "ana", "late", NOW)).hasMessageContaining("was removed");
    }

    @Test
    void vault_manyAtOnce_neverKeepMoreThanTheShare(@TempDir Path keys) throws Exception {
        EvidenceLimits limits = new EvidenceLimits(3, 4, 100, WEEK, DAY);
        String id = openCase();
        List<Future<Optional<String>>> kept = new ArrayList<>();
        try (CaseStore other = CaseStore.open(url(), AuditSink.NONE);
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 24; i++) {
                String account = "a" + i % 3;
                CaseStore mine = i % 2 == 0 ? store : other;
                // Each with keys of its own, as in processes of their own: the first to come makes the file.
                EvidenceVault vault = mine.vault(EvidenceKeys.inFile(keys.resolve("key.json")), limits);
                kept.add(threads.submit(() -> vault.keep(
                        id, account, NOW, List.of(new EvidencePart(EvidencePart.Role.PROMPT, account)), NOW)));
            }
            int count = 0;
            for (Future<Optional<String>> one : kept) {
                count += one.get().isPresent() ? 1 : 0;
            }
            assertThat(count).isEqualTo(4);
        }
        EvidenceVault vault = store.vault(EvidenceKeys.inFile(keys.resolve("key.json")), limits);
        assertThat(vault.list(id))
                .hasSize(4)
                .allSatisfy(item -> assertThat(vault.reveal(item.id(), "ana", "check", NOW)
                                .getFirst()
                                .text())
                        .isEqualTo(item.account()));
    }

    @Test
    void reopenedStore_holdsEverything() {
        String id = openCase();
        suspended(id);
        Case before = store.find(id);

        try (CaseStore again = CaseStore.open(url(), AuditSink.NONE)) {
            assertThat(again.find(id)).isEqualTo(before);
        }
    }
}
