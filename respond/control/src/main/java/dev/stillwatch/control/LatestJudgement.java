// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.console.Judgement;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.live.LiveListener;
import java.time.InstantSource;
import java.util.Optional;

/** Remembers the latest assessment and what it rests on, and passes everything on. Thread-safe. */
final class LatestJudgement implements LiveListener {
    private final LiveListener next;
    private final InstantSource clock;
    private volatile Optional<Judgement> latest = Optional.empty();
    private volatile Optional<Assessment> assessment = Optional.empty();

    LatestJudgement(LiveListener next, InstantSource clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void assessed(LiveAssessment live) {
        latest = Optional.of(Judgement.of(live.assessment(), clock.instant(), live.eventTime(), live.took()));
        assessment = Optional.of(live.assessment());
        next.assessed(live);
    }

    @Override
    public void health(DetectionHealth health) {
        next.health(health);
    }

    @Override
    public void noticed(String what) {
        next.noticed(what);
    }

    Optional<Judgement> latest() {
        return latest;
    }

    /** Empty until everything was judged once. */
    Optional<Assessment> assessment() {
        return assessment;
    }
}
