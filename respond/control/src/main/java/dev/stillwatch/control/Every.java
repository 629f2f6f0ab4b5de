// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;

/** Does something again and again, on a thread of its own, until it is closed. */
final class Every implements AutoCloseable {
    private final Thread thread;

    private Every(Duration pause, Runnable what) {
        this.thread = Thread.ofPlatform().name("every-" + pause).daemon().unstarted(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(pause);
                    what.run();
                } catch (InterruptedException e) {
                    return;
                } catch (StillwatchException e) {
                    // What failed tells its own notices, and is tried again.
                }
            }
        });
    }

    static Every of(Duration pause, Runnable what) {
        Every every = new Every(pause, what);
        every.thread.start();
        return every;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
