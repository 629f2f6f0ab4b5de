// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads large bodies only when a test says so. */
final class LateReading implements LargeBodies {
    private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();

    @Override
    public <T> Future<T> read(int bytes, Callable<T> reading) {
        if (bytes < LEAST) {
            return AT_ONCE.read(bytes, reading);
        }
        Context asking = Objects.requireNonNull(Vertx.currentContext());
        Promise<T> promise = Promise.promise();
        held.add(() -> asking.runOnContext(_ -> {
            try {
                promise.complete(reading.call());
            } catch (Exception e) {
                promise.fail(e);
            }
        }));
        return promise.future();
    }

    /** The reading that was asked for next, to be run when it is to happen. */
    Runnable next() throws InterruptedException {
        Runnable next = held.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no large body was to be read");
        }
        return next;
    }
}
