// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.CaseState;
import dev.stillwatch.kafka.SharedDetection;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.LiveStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What a service says about itself besides what its gateway counts. Names and labels come from closed lists, and all of
 * them are there from the start. Nothing here waits for disk or database.
 */
final class ServiceMetrics {
    private final MeterRegistry registry;

    ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void recording(JournalRecorder recorder, DigestJournal journal) {
        gauge(
                "stillwatch.detection.up",
                "1 while exchanges are recorded and looked at",
                () -> recorder.unwatched().isEmpty() ? 1 : 0);
        counter(
                "stillwatch.journal.exchanges",
                "outcome",
                "kept",
                journal,
                j -> j.status().appended());
        counter(
                "stillwatch.journal.exchanges",
                "outcome",
                "refused",
                journal,
                j -> j.status().refused());
        counter(
                "stillwatch.journal.sync.failures",
                "of",
                "disk",
                journal,
                j -> j.status().failedSyncs());
        counter("stillwatch.evidence.dropped", "why", "too_many", recorder, JournalRecorder::evidenceDropped);
    }

    void detection(Detection detector) {
        gauge(
                "stillwatch.detection.behind.seconds",
                "Age of the oldest exchange not read yet, once it is too old",
                () -> behind(detector.status()));
        gauge(
                "stillwatch.detection.assessed.timestamp.seconds",
                "When traffic was last judged; 0 before",
                () -> detector.status().assessed().map(Instant::getEpochSecond).orElse(0L));
        counter(
                "stillwatch.detection.exchanges",
                "outcome",
                "taken",
                detector,
                d -> d.status().tally().taken());
        counter(
                "stillwatch.detection.exchanges",
                "outcome",
                "copy",
                detector,
                d -> d.status().tally().copies());
        counter(
                "stillwatch.detection.exchanges",
                "outcome",
                "too_old",
                detector,
                d -> d.status().tally().tooOld());
        counter(
                "stillwatch.detection.exchanges",
                "outcome",
                "future",
                detector,
                d -> d.status().tally().fromTheFuture());
        job(detector);
    }

    /** All 0 where detection is this process's own. */
    private void job(Detection detector) {
        gauge(
                "stillwatch.publish.behind.seconds",
                "How long ago all that is recorded had been published; 0 where nothing is to be",
                () -> shared(detector, d -> d.unpublishedFor().toMillis() / 1e3));
        counter(
                "stillwatch.publish.exchanges",
                "outcome",
                "published",
                detector,
                d -> shared(d, job -> job.publishing().published()));
        counter(
                "stillwatch.publish.exchanges",
                "outcome",
                "refused",
                detector,
                d -> shared(d, job -> job.publishing().refused()));
        gauge(
                "stillwatch.findings.duty",
                "1 while this gateway makes cases of what the detection job finds",
                () -> shared(detector, job -> job.following().onDuty() ? 1 : 0));
        counter(
                "stillwatch.findings.records",
                "outcome",
                "unreadable",
                detector,
                d -> shared(d, job -> job.following().unreadable()));
    }

    private static double shared(Detection detector, ToDoubleFunction<SharedDetection> figure) {
        return detector.shared().map(figure::applyAsDouble).orElse(0.0);
    }

    private static double behind(LiveStatus status) {
        return switch (status.health()) {
            case DetectionHealth.Running(), DetectionHealth.Down _ -> 0;
            case DetectionHealth.Lagging(var behind) -> behind.toMillis() / 1e3;
        };
    }

    void store(StoreFigures store, ActionFollower follower) {
        gauge(
                "stillwatch.store.up",
                "1 while the case store can be reached",
                () -> store.now().reached() && follower.follows() ? 1 : 0);
        gauge(
                "stillwatch.audit.pending",
                "Audit records that the evidence log has not taken yet",
                () -> store.now().auditPending());
        for (String kind : StoreFigures.KINDS) {
            Gauge.builder(
                            "stillwatch.actions.active",
                            () -> store.now().actions().getOrDefault(kind, 0))
                    .description("Actions in force, each on any number of accounts")
                    .tag("kind", kind)
                    .register(registry);
        }
        for (CaseState state : StoreFigures.OPEN) {
            Gauge.builder("stillwatch.cases.open", () -> store.now().cases().getOrDefault(state, 0))
                    .description("Cases that somebody still has work with")
                    .tag("state", state.label())
                    .register(registry);
        }
    }

    void traces(OtlpTraces traces) {
        counter("stillwatch.traces.spans", "outcome", "exported", traces, OtlpTraces::exported);
        counter("stillwatch.traces.spans", "outcome", "failed", traces, OtlpTraces::failed);
    }

    private void gauge(String name, String what, Supplier<Number> value) {
        Gauge.builder(name, value).description(what).register(registry);
    }

    private <T> void counter(String name, String label, String value, T of, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, of, count).tag(label, value).register(registry);
    }
}
