// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for SIGTERM or Ctrl-C, and has the process end with status 0 or another that is told, once what it serves is closed. */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean inOrder = new AtomicBoolean();
    private volatile int status = ExitStatus.OK;

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped.countDown();
            try {
                ended.await();
                if (inOrder.get()) {
                    // It did what it was told: not the status of a process that a signal killed.
                    Runtime.getRuntime().halt(status);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    void await() throws InterruptedException {
        stopped.await();
    }

    /** The process's status once it has stopped, where something was not done. */
    void endWith(int exitStatus) {
        status = exitStatus;
    }

    /** To be closed last, after what was served. */
    @Override
    public void close() {
        inOrder.set(stopped.getCount() == 0);
        ended.countDown();
    }
}
