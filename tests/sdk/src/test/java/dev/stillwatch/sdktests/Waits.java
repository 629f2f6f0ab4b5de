// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps how long an SDK would have waited before it asked again; nobody waits. */
final class Waits implements com.openai.core.Sleeper, com.anthropic.core.Sleeper {
    final List<Duration> kept = new CopyOnWriteArrayList<>();

    @Override
    public void sleep(Duration duration) {
        kept.add(duration);
    }

    @Override
    public CompletableFuture<Void> sleepAsync(Duration duration) {
        kept.add(duration);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
