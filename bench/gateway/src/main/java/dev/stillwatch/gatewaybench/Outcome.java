// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.time.Duration;

/**
 * What one drive of a target gave.
 *
 * @param latencies of answers that were right
 * @param wrong requests that were not answered, or not with 200
 * @param took from the first request to the last answer
 */
record Outcome(Latencies latencies, int wrong, Duration took) {
    double perSecond() {
        return latencies.count() / (took.toNanos() / 1e9);
    }
}
