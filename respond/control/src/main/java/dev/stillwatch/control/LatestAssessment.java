// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.live.LiveListener;
import java.util.Optional;

/** Keeps what detection found the last time, and passes everything on. Thread-safe. */
final class LatestAssessment implements LiveListener {
    private final LiveListener next;
    private volatile Optional<Assessment> latest = Optional.empty();

    LatestAssessment(LiveListener next) {
        this.next = next;
    }

    /** Empty until everything was judged once. */
    Optional<Assessment> get() {
        return latest;
    }

    @Override
    public void assessed(LiveAssessment assessment) {
        latest = Optional.of(assessment.assessment());
        next.assessed(assessment);
    }

    @Override
    public void health(DetectionHealth health) {
        next.health(health);
    }

    @Override
    public void noticed(String what) {
        next.noticed(what);
    }
}
