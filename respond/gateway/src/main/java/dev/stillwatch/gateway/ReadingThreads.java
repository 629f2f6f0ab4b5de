// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads large bodies on threads of their own. Where so much waits for them already that more would fill the memory, the
 * event loop reads itself, which holds its clients back. Thread-safe.
 */
final class ReadingThreads implements LargeBodies {
    private static final long MOST_WAITING = 64 << 20;

    private final WorkerExecutor threads;
    private final AtomicLong waiting = new AtomicLong();

    /**
     * @param count 1 or more
     */
    ReadingThreads(Vertx vertx, int count) {
        threads = vertx.createSharedWorkerExecutor("gateway-reading", count);
    }

    @Override
    public <T> Future<T> read(int bytes, Callable<T> reading) {
        if (bytes < LEAST) {
            return AT_ONCE.read(bytes, reading);
        }
        if (waiting.addAndGet(bytes) > MOST_WAITING) {
            waiting.addAndGet(-bytes);
            return AT_ONCE.read(bytes, reading);
        }
        return threads.executeBlocking(
                        () -> {
                            try {
                                return reading.call();
                            } finally {
                                waiting.addAndGet(-bytes);
                            }
                        },
                        false)
                .map(result -> Objects.requireNonNull(result));
    }
}
