// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.time.Duration;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param bodies sizes of request bodies, in bytes
 * @param rounds in which all targets take turns, one request after the other
 * @param requests of a round at 1 KB; larger bodies get fewer
 * @param warmUp of every target, before anything counts, and once more at each fixed rate
 * @param rate requests a second at the fixed rate
 * @param atRate how long that lasts for each target
 * @param connections of the saturated drives
 * @param saturated how long each of them lasts
 * @param streams held at once
 * @param held how these stream
 */
record Plan(
        List<Integer> bodies,
        int rounds,
        int requests,
        Duration warmUp,
        int rate,
        Duration atRate,
        List<Integer> connections,
        Duration saturated,
        int streams,
        Workload.Answer.Held held) {

    static final Plan FULL = new Plan(
            List.of(1 << 10, 100 << 10, 1 << 20),
            7,
            300,
            Duration.ofSeconds(8),
            1000,
            Duration.ofSeconds(10),
            List.of(16, 64),
            Duration.ofSeconds(4),
            2000,
            new Workload.Answer.Held(30, Duration.ofSeconds(1)));

    /** Requests of a round with bodies of a size. */
    int requests(int bytes) {
        return Math.max(2, requests / Math.max(1, bytes / (32 << 10)));
    }
}
