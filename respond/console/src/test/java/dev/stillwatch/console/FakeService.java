// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.policy.PackSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Says it runs, and counts what it is asked for. */
final class FakeService implements RunningParts {
    final AtomicInteger assessments = new AtomicInteger();
    final AtomicInteger refreshes = new AtomicInteger();

    @Override
    public Map<String, Object> status() {
        return Map.of("watching", true, "exchanges_judged", 1_000);
    }

    @Override
    public PackSet packs() {
        return PackSet.EMPTY;
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
