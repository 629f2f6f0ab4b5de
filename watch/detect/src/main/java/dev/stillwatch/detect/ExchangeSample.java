// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A uniform sample of an account's exchanges: the {@value #CAPACITY} with the smallest keys.
 *
 * <p>Bottom-k sampling (Cohen and Kaplan, PODC 2007): as keys are hashes the sample is uniform, and the bottom k of a
 * union is the bottom k of the parts' bottom k, so samples merge in any order to the same result. Adding is O(1)
 * amortised for an account below capacity and O(log k) above it. Not thread-safe.
 */
final class ExchangeSample {
    static final int CAPACITY = 128;
    private static final Comparator<ExchangeDigest> BY_KEY =
            Comparator.<ExchangeDigest>comparingLong(d -> d.key).thenComparingLong(d -> d.timeMillis);

    private final List<ExchangeDigest> digests = new ArrayList<>(4);
    private long highestKept = Long.MAX_VALUE;

    void add(ExchangeDigest digest) {
        if (digest.key > highestKept) {
            return;
        }
        digests.add(digest);
        if (digests.size() >= 2 * CAPACITY) {
            trim();
        }
    }

    private void trim() {
        digests.sort(BY_KEY);
        if (digests.size() > CAPACITY) {
            digests.subList(CAPACITY, digests.size()).clear();
            highestKept = digests.getLast().key;
        }
    }

    /** The sample, smallest key first. */
    List<ExchangeDigest> digests() {
        trim();
        return List.copyOf(digests);
    }

    /** The sample in order of time, ties by key. */
    List<ExchangeDigest> inOrderOfTime() {
        trim();
        List<ExchangeDigest> ordered = new ArrayList<>(digests);
        ordered.sort(Comparator.<ExchangeDigest>comparingLong(d -> d.timeMillis).thenComparingLong(d -> d.key));
        return ordered;
    }
}
