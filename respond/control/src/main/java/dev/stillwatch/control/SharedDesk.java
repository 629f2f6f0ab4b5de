// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.kafka.FindingsListener;
import dev.stillwatch.kafka.GroupMemory;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.JournalPosition;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.live.LiveListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes what a job elsewhere has judged to a desk of its own, and begins with a new desk when another gateway was on duty
 * meanwhile: what a desk remembers of cases is what the store held when it began. Called by one thread at a time.
 */
final class SharedDesk implements FindingsListener {
    private final Function<GroupMemory, LiveListener> newDesk;
    private final Notices notices;
    private final LatestJudgement judgement;
    private Optional<GroupMemory> memory = Optional.empty();
    private Optional<LiveListener> desk = Optional.empty();

    /**
     * @param newDesk makes a desk, from the case store as it is then
     */
    SharedDesk(Function<GroupMemory, LiveListener> newDesk, InstantSource clock, Notices notices) {
        this.newDesk = newDesk;
        this.notices = notices;
        this.judgement = new LatestJudgement(new Current(), clock);
    }

    /** What this gateway was given last; nothing as long as others are on duty. */
    LatestJudgement judgement() {
        return judgement;
    }

    @Override
    public void takesOver(GroupMemory group) {
        memory = Optional.of(group);
        desk = Optional.empty();
        notices.noticed("This gateway makes cases of what the detection job finds from now on.");
    }

    @Override
    public void assessed(Assessment assessment, Instant until) {
        judgement.assessed(new LiveAssessment(
                assessment, until, JournalPosition.START, Duration.ZERO, assessment.exchanges(), Duration.ZERO));
    }

    @Override
    public void noticed(String what) {
        notices.noticed(what);
    }

    private final class Current implements LiveListener {
        @Override
        public void assessed(LiveAssessment assessment) {
            LiveListener current = desk.orElseGet(() -> newDesk.apply(memory.orElseThrow()));
            desk = Optional.of(current);
            current.assessed(assessment);
        }

        @Override
        public void health(DetectionHealth health) {
            // Is told to whoever records, whether there is a desk or not.
        }

        @Override
        public void noticed(String what) {
            notices.noticed(what);
        }
    }
}
