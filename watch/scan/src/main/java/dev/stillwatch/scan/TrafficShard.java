// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;

/** The accounts of one shard, and the exchanges seen of them. Thread-safe. */
final class TrafficShard {
    private final TrafficSummary summary = new TrafficSummary();
    private final LongHashSet seen = new LongHashSet();
    private long duplicates;
    private long unidentified;

    synchronized void observe(ExchangeDigest digest) {
        if (!digest.identified()) {
            unidentified++;
        } else if (!seen.add(digest.key())) {
            duplicates++;
            return;
        }
        summary.observe(digest);
    }

    synchronized TrafficSummary summary() {
        return summary;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    synchronized long unidentified() {
        return unidentified;
    }
}
