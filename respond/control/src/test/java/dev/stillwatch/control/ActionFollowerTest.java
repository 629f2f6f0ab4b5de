// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one process decides, another carries out. */
@Timeout(60)
class ActionFollowerTest {
    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.system();
    private final MeasuresInForce measures = new MeasuresInForce();
    private final HeardNotices notices = new HeardNotices();
    private CaseStore ours;
    private CaseStore theirs;
    private ActionFollower follower;

    @BeforeEach
    void open() {
        ours = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        theirs = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        follower = new ActionFollower(ours, measures, clock, notices);
    }

    @AfterEach
    void close() {
        follower.close();
        ours.close();
        theirs.close();
    }

    private Action act(Duration lasting, boolean approval, String... accounts) {
        Decision decision = Decisions.suspend(lasting, approval, clock.instant());
        return theirs.act(Optional.empty(), Set.of(accounts), decision, "lee", clock.instant())
                .orElseThrow();
    }

    private boolean holds(String account) {
        return !measures.of(account, clock.instant()).isEmpty();
    }

    private static Duration took(Runnable what) {
        long start = System.nanoTime();
        what.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void decidedElsewhere_holdsForTheWholeCohortWithinASecond_andUndoingToo() {
        follower.start();
        Action action = act(Duration.ofHours(1), false, "a1", "a2", "a3");
        Duration took = took(() -> Await.until("suspension holds", () -> holds("a1")));
        // Five times the pause between two looks.
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        assertThat(holds("a2") && holds("a3")).isTrue();
        assertThat(holds("a4")).isFalse();

        theirs.undo(theirs.action(action.id()), "wrong", "lee", clock.instant());
        took = took(() -> Await.until("suspension is over", () -> !holds("a1")));
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        assertThat(holds("a2") || holds("a3")).isFalse();
    }

    @Test
    void before_theStart_isInForceAtOnce() {
        act(Duration.ofHours(1), false, "a1");
        follower.start();
        assertThat(holds("a1")).isTrue();
    }

    @Test
    void proposed_holdsOnceApproved() {
        Action action = act(Duration.ofHours(1), true, "a1");
        follower.start();
        assertThat(holds("a1")).isFalse();
        theirs.approve(action, "sam", clock.instant());
        Await.until("approved one holds", () -> holds("a1"));
    }

    @Test
    void expiry_endsItAndPutsThatOnRecord() {
        SetClock set = new SetClock("2026-11-22T10:00:00Z");
        ActionFollower still = new ActionFollower(ours, measures, set, notices);
        Action action = theirs.act(
                        Optional.empty(),
                        Set.of("a1"),
                        Decisions.suspend(Duration.ofHours(1), false, set.instant()),
                        "lee",
                        set.instant())
                .orElseThrow();
        still.take();
        assertThat(measures.of("a1", set.instant())).hasSize(1);
        set.advance(Duration.ofHours(1));
        assertThat(measures.of("a1", set.instant())).isEmpty();
        still.take();
        assertThat(theirs.action(action.id()).status()).isEqualTo(ActionStatus.EXPIRED);
    }

    @Test
    void notBegunYet_holdsFromItsStart() {
        SetClock set = new SetClock("2026-11-22T10:00:00Z");
        ActionFollower still = new ActionFollower(ours, measures, set, notices);
        theirs.act(
                Optional.empty(),
                Set.of("a1"),
                Decisions.suspend(Duration.ofHours(1), false, set.instant()),
                "lee",
                // Clocks of machines differ.
                set.instant().plusSeconds(2));
        still.take();
        assertThat(measures.of("a1", set.instant())).isEmpty();
        set.advance(Duration.ofSeconds(2));
        still.take();
        assertThat(measures.of("a1", set.instant())).hasSize(1);
    }

    @Test
    void storeOutOfReach_keepsWhatHoldsAndAlarmsOnce_andFollowsAgain() throws Exception {
        act(Duration.ofHours(1), false, "a1");
        SwitchedStore shaky = new SwitchedStore(ours);
        try (ActionFollower following = new ActionFollower(shaky.store(), measures, clock, notices)) {
            following.start();
            shaky.away = true;
            Await.until("alarm", () -> !notices.alarms.isEmpty());
            assertThat(following.follows()).isFalse();
            act(Duration.ofHours(1), false, "a2");
            Await.until("tried again", () -> shaky.asked() > 5);
            assertThat(holds("a1")).isTrue();
            assertThat(holds("a2")).isFalse();
            assertThat(notices.alarms).hasSize(1);
            shaky.away = false;
            Await.until("follows again", () -> holds("a2"));
            Await.until("says so", () -> notices.noticed.contains("The case store can be reached again."));
        }
    }
}
