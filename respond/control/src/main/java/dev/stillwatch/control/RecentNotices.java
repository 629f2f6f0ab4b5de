// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.console.ServiceNotice;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Passes notices on, and remembers the last {@value #MOST} for whoever looks later. Thread-safe. */
final class RecentNotices implements Notices {
    static final int MOST = 200;

    private final Notices next;
    private final InstantSource clock;
    private final Deque<ServiceNotice> kept = new ArrayDeque<>();

    RecentNotices(Notices next, InstantSource clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void noticed(String what) {
        keep(false, what);
        next.noticed(what);
    }

    @Override
    public void alarmed(String what) {
        keep(true, what);
        next.alarmed(what);
    }

    private void keep(boolean alarm, String what) {
        ServiceNotice notice = new ServiceNotice(clock.instant(), alarm, what);
        synchronized (kept) {
            kept.addFirst(notice);
            if (kept.size() > MOST) {
                kept.removeLast();
            }
        }
    }

    /** Newest first. */
    List<ServiceNotice> latest() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}
