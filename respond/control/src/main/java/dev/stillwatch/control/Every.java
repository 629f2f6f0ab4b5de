// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.time.Duration;

/** Does something again and again, on a thread of its own, until it is closed; alarms once when it begins to fail. */
final class Every implements AutoCloseable {
    private final String what;
    private final Duration pause;
    private final Runnable work;
    private final Notices notices;
    private final Thread thread;
    private volatile boolean closed;

    private Every(Duration pause, String what, Runnable work, Notices notices) {
        this.what = what;
        this.pause = pause;
        this.work = work;
        this.notices = notices;
        this.thread = Thread.ofPlatform().name(what).daemon().unstarted(this::repeat);
    }

    /**
     * Starts.
     *
     * @param what is done, as it goes into "X failed"
     */
    static Every of(Duration pause, String what, Runnable work, Notices notices) {
        Every every = new Every(pause, what, work, notices);
        every.thread.start();
        return every;
    }

    private void repeat() {
        boolean failing = false;
        while (!closed) {
            try {
                Thread.sleep(pause);
                work.run();
                if (failing) {
                    failing = false;
                    notices.noticed(what + " works again.");
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    failing = true;
                    notices.alarmed(what + " failed, and is tried again: " + Reasons.of(e));
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Endings.await(thread);
    }
}
