// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.console.Judgement;
import dev.stillwatch.console.RunningParts;
import dev.stillwatch.console.ServiceFigures;
import dev.stillwatch.console.ServiceHealth;
import dev.stillwatch.console.ServiceHealth.Way;
import dev.stillwatch.console.ServiceNotice;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.gateway.GatewayServer;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalStatus;
import dev.stillwatch.live.LiveStatus;
import dev.stillwatch.live.LiveTally;
import dev.stillwatch.policy.PackSet;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a service tells its console. Thread-safe. */
final class ServiceView implements RunningParts {
    private final Seen seen;

    /**
     * What it looks at.
     *
     * @param refresh has packs and register looked at anew
     * @param doors ports of the doors beside the gateway that are open
     */
    record Seen(
            Detection detector,
            JournalRecorder recorder,
            DigestJournal journal,
            StoreFigures store,
            GatewayServer gateway,
            Map<Way, Integer> doors,
            Supplier<PackSet> packs,
            Supplier<Optional<String>> refusedPolicy,
            Runnable refresh,
            RequestCounts requests,
            ServiceCondition condition,
            LatestJudgement judgement,
            RecentNotices notices) {}

    ServiceView(Seen seen) {
        this.seen = seen;
    }

    @Override
    public Map<String, Object> status() {
        LiveStatus live = seen.detector.status();
        JournalStatus journal = seen.journal.status();
        Map<String, Object> status = new TreeMap<>();
        status.put("exchanges_judged", live.tally().taken());
        status.put("exchanges_recorded", journal.appended());
        status.put("exchanges_not_recorded", journal.refused());
        status.put("requests_active", seen.gateway.active());
        status.put(
                "actions_active",
                seen.store.now().actions().values().stream().mapToInt(n -> n).sum());
        status.put("case_store_reached", seen.store.now().reached());
        status.put("packs", packs().packs().size());
        status.put("watching", seen.recorder.unwatched().isEmpty());
        seen.recorder.unwatched().ifPresent(why -> status.put("trouble", why));
        live.assessed().ifPresent(at -> status.put("assessed", at.toString()));
        return status;
    }

    @Override
    public ServiceFigures figures() {
        LiveStatus live = seen.detector.status();
        LiveTally tally = live.tally();
        JournalStatus journal = seen.journal.status();
        return new ServiceFigures(
                seen.requests.all(seen.gateway.active()),
                new ServiceFigures.Exchanges(
                        journal.appended(),
                        journal.refused(),
                        tally.taken(),
                        tally.copies(),
                        tally.tooOld(),
                        tally.fromTheFuture(),
                        seen.recorder.evidenceDropped()),
                new ServiceFigures.Detection(
                        seen.recorder.unwatched(), behind(live.health()), live.assessed(), live.checkpoint()));
    }

    private static Duration behind(DetectionHealth health) {
        return switch (health) {
            case DetectionHealth.Running(), DetectionHealth.Down _ -> Duration.ZERO;
            case DetectionHealth.Lagging(Duration behind) -> behind;
        };
    }

    @Override
    public List<ServiceNotice> notices() {
        return seen.notices.latest();
    }

    @Override
    public Optional<Judgement> judgement() {
        return seen.judgement.latest();
    }

    @Override
    public ServiceHealth health() {
        Map<Way, Integer> ports = new EnumMap<>(Way.class);
        ports.putAll(seen.doors);
        ports.put(Way.GATEWAY, seen.gateway.port());
        return seen.condition.now(ports);
    }

    @Override
    public Optional<String> refusedPolicy() {
        return seen.refusedPolicy.get();
    }

    @Override
    public Optional<Assessment> assessment() {
        return seen.judgement.assessment();
    }

    @Override
    public PackSet packs() {
        return seen.packs.get();
    }

    @Override
    public void assess() {
        seen.detector.requestAssessment();
    }

    @Override
    public void refresh() {
        seen.refresh.run();
    }
}
