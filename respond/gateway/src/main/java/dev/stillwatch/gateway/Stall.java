// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

/** Ends something that makes no progress for as long as {@link ProxyLimits#stall}. Used on one event loop only. */
final class Stall {
    private final Surroundings around;
    private final Runnable stuck;
    private final long most;
    private long timer;
    private long last;
    private boolean over;

    private Stall(Surroundings around, Runnable stuck) {
        this.around = around;
        this.stuck = stuck;
        this.most = around.limits().stall().toNanos();
        this.last = System.nanoTime();
    }

    static Stall watch(Surroundings around, Runnable stuck) {
        Stall stall = new Stall(around, stuck);
        stall.arm(stall.most);
        return stall;
    }

    private void arm(long nanos) {
        timer = around.vertx().setTimer(Math.max(1, nanos / 1_000_000), _ -> {
            long left = most - (System.nanoTime() - last);
            if (over) {
                return;
            }
            if (left <= 0) {
                over = true;
                stuck.run();
            } else {
                arm(left);
            }
        });
    }

    void progress() {
        last = System.nanoTime();
    }

    /** Stops watching; false when that was done before. */
    boolean over() {
        if (over) {
            return false;
        }
        over = true;
        around.vertx().cancelTimer(timer);
        return true;
    }
}
