// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.kafka.SharedDetection;
import dev.stillwatch.live.LiveDetector;
import dev.stillwatch.live.LiveStatus;
import java.util.Optional;

/** What judges traffic: a detector of this process's own, or a job that many gateways share. Thread-safe. */
sealed interface Detection extends AutoCloseable {
    /** How it is doing now. */
    LiveStatus status();

    /** Has everything recorded so far judged soon, where that is up to this process. */
    void requestAssessment();

    /** The shared one; empty for one's own. */
    Optional<SharedDetection> shared();

    @Override
    void close();

    /** A detector of one's own. */
    record Own(LiveDetector detector) implements Detection {
        @Override
        public LiveStatus status() {
            return detector.status();
        }

        @Override
        public void requestAssessment() {
            detector.requestAssessment();
        }

        @Override
        public Optional<SharedDetection> shared() {
            return Optional.empty();
        }

        @Override
        public void close() {
            detector.close();
        }
    }

    /** A job elsewhere. */
    record ByJob(SharedDetection job, Notices notices) implements Detection {
        @Override
        public LiveStatus status() {
            return job.status();
        }

        @Override
        public void requestAssessment() {
            notices.noticed("Traffic is judged by a job that many gateways share, at times of its own.");
        }

        @Override
        public Optional<SharedDetection> shared() {
            return Optional.of(job);
        }

        @Override
        public void close() {
            job.close();
        }
    }
}
