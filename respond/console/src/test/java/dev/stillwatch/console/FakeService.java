// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.policy.PackSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Says it runs, and counts what it is asked for. */
final class FakeService implements RunningParts {
    final AtomicInteger assessments = new AtomicInteger();
    final AtomicInteger refreshes = new AtomicInteger();
    final AtomicReference<PackSet> packs = new AtomicReference<>(PackSet.EMPTY);
    final AtomicReference<Optional<String>> refusedPolicy = new AtomicReference<>(Optional.empty());
    final AtomicReference<Optional<Assessment>> assessment = new AtomicReference<>(Optional.empty());

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
    public void assess() {
        assessments.incrementAndGet();
    }

    @Override
    public void refresh() {
        refreshes.incrementAndGet();
    }
}
