// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import java.util.List;

/**
 * How much is run.
 *
 * @param scale of the recorded stream: 1.1 makes a little more than two million exchanges of 22,000 accounts
 * @param block exchanges of it that come in any order
 * @param killAt how many of its exchanges are sent before a TaskManager is killed
 * @param warm exchanges that nothing is measured by
 * @param measured exchanges to measure throughput by
 * @param accounts of the smallest state measured; two and four times as many follow
 * @param each exchanges of each of them
 * @param busy accounts that send more than is sampled
 * @param volume exchanges of each of these; two and four times as many follow
 * @param judged presets and scales to measure judging by
 */
record Size(
        String scale,
        int block,
        int killAt,
        int warm,
        int measured,
        int accounts,
        int each,
        int busy,
        int volume,
        List<Judged> judged) {
    /** Traffic of the range. */
    record Judged(String preset, String scale) {}

    static final Size FULL = new Size(
            "1.1",
            5_000,
            1_000_000,
            500_000,
            1_000_000,
            5_000,
            20,
            250,
            1_000,
            List.of(new Judged("wide", "1"), new Judged("vast", "1")));

    static final Size TINY =
            new Size("0.002", 10, 1_000, 500, 2_000, 20, 3, 3, 150, List.of(new Judged("small", "0.02")));
}
