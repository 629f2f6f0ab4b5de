// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
final class Await {
    private static final Duration MOST = Duration.ofSeconds(20);

    private Await() {}

    static void until(String what, BooleanSupplier holds) {
        until(what, MOST, holds);
    }

    static void until(String what, Duration most, BooleanSupplier holds) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
