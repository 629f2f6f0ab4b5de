// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.time.Duration;
import java.util.Arrays;

/** Times that were measured, all of them. Not thread-safe. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;
    private boolean sorted;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
        sorted = false;
    }

    int count() {
        return count;
    }

    /**
     * The time that a share of all did not exceed; zero where there are none.
     *
     * @param share 0 to 1
     */
    Duration quantile(double share) {
        if (count == 0) {
            return Duration.ZERO;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        return Duration.ofNanos(nanos[Math.clamp((int) Math.ceil(share * count) - 1, 0, count - 1)]);
    }
}
