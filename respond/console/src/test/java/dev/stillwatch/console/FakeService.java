// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.ServiceFigures.Detection;
import dev.stillwatch.console.ServiceFigures.Exchanges;
import dev.stillwatch.console.ServiceFigures.Requests;
import dev.stillwatch.console.ServiceHealth.Door;
import dev.stillwatch.console.ServiceHealth.Storage;
import dev.stillwatch.console.ServiceHealth.Way;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.policy.PackSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Says of itself what a test wants, and counts what it is asked for. */
final class FakeService implements RunningParts {
    final AtomicInteger assessments = new AtomicInteger();
    final AtomicInteger refreshes = new AtomicInteger();
    final AtomicReference<PackSet> packs = new AtomicReference<>(PackSet.EMPTY);
    final AtomicReference<Optional<String>> refusedPolicy = new AtomicReference<>(Optional.empty());
    final AtomicReference<Optional<Assessment>> assessment = new AtomicReference<>(Optional.empty());
    final List<ServiceNotice> notices = new CopyOnWriteArrayList<>();
    volatile ServiceFigures figures = figures(Requests.NONE, 1_000, Optional.empty());
    volatile Optional<Judgement> judgement = Optional.empty();
    volatile ServiceHealth health = health(List.of(), healthyStorage());

    static ServiceFigures figures(Requests requests, long judged, Optional<String> trouble) {
        return new ServiceFigures(
                requests,
                new Exchanges(judged, 0, judged, 0, 0, 0, 0),
                new Detection(trouble, Duration.ZERO, Optional.empty(), Optional.empty()));
    }

    /** The gateway is open, the other doors are closed. */
    static ServiceHealth health(List<ServiceHealth.Certificate> certificates, Storage storage) {
        return new ServiceHealth(
                Stream.of(Way.values())
                        .map(way -> new Door(
                                way,
                                way == Way.GATEWAY ? Optional.of("127.0.0.1:8080") : Optional.empty(),
                                way == Way.GATEWAY ? 1_234 : 0,
                                0,
                                0))
                        .toList(),
                certificates,
                storage);
    }

    static Storage healthyStorage() {
        return new Storage(
                "/var/lib/stillwatch", 80L << 30, 200L << 30, true, 0, 0, Optional.empty(), Optional.empty());
    }

    @Override
    public Map<String, Object> status() {
        return Map.of("watching", true, "exchanges_judged", 1_000);
    }

    @Override
    public PackSet packs() {
        return packs.get();
    }

    @Override
    public Optional<String> refusedPolicy() {
        return refusedPolicy.get();
    }

    @Override
    public Optional<Assessment> assessment() {
        return assessment.get();
    }

    @Override
    public ServiceFigures figures() {
        return figures;
    }

    @Override
    public List<ServiceNotice> notices() {
        return notices;
    }

    @Override
    public Optional<Judgement> judgement() {
        return judgement;
    }

    @Override
    public ServiceHealth health() {
        return health;
    }

    @Override
    public void assess() {
        assessments.incrementAndGet();
    }

    @Override
    public void refresh() {
        refreshes.incrementAndGet();
    }
}
