// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.time.Duration;

/** Waits for threads that were told to end, so that nothing they use is closed under them. */
final class Endings {
    private static final Duration MOST = Duration.ofSeconds(10);

    private Endings() {}

    static void await(Thread thread) {
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            boolean _ = thread.getState() == Thread.State.NEW || thread.join(MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
