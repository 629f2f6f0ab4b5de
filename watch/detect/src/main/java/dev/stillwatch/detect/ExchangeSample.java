// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A uniform sample of an account's exchanges: the {@value #CAPACITY} with the smallest keys.
 *
 * <p>Bottom-k sampling (Cohen and Kaplan, PODC 2007): as keys are hashes the sample is uniform, and the bottom k of a
 * union is the bottom k of the parts' bottom k, so samples merge in any order to the same result. Adding is O(1)
 * amortised for an account below capacity and O(log k) above it. At most {@value #MOST_HELD} exchanges are held, of 32
 * to 168 bytes each. Not thread-safe.
 */
final class ExchangeSample {
    static final int CAPACITY = 128;
    private static final int MOST_HELD = CAPACITY + CAPACITY / 4;
    /* Written out, not composed: every account is sorted, and composed comparisons cost several calls each. */
    private static final Comparator<SampledExchange> BY_KEY = (a, b) -> {
        int byKey = Long.compare(a.key(), b.key());
        return byKey == 0 ? Long.compare(a.timeMillis(), b.timeMillis()) : byKey;
    };
    private static final Comparator<SampledExchange> BY_TIME = (a, b) -> {
        int byTime = Long.compare(a.timeMillis(), b.timeMillis());
        return byTime == 0 ? Long.compare(a.key(), b.key()) : byTime;
    };

    private PackedExchanges packed = new PackedExchanges();
    private int held;
    /** The upper half of the highest key kept when the sample was last cut: what lies above cannot belong to it. */
    private int highestKept = Integer.MAX_VALUE;

    void add(ExchangeDigest digest) {
        if (upper(digest.key) <= highestKept) {
            packed.add(digest);
            added();
        }
    }

    /** Adds an exchange of another sample of the same account. */
    void add(SampledExchange exchange) {
        exchange.copyTo(packed);
        added();
    }

    /** Adds what another sample holds; the other is left as it was. */
    void addAll(ExchangeSample other) {
        for (int at = 0; at < other.packed.end(); at = other.packed.next(at)) {
            if (upper(other.packed.key(at)) <= highestKept) {
                packed.add(other.packed, at);
                added();
            }
        }
    }

    private static int upper(long key) {
        return (int) (key >> 32);
    }

    private void added() {
        held++;
        if (held >= MOST_HELD) {
            trim();
        }
    }

    private void trim() {
        if (held <= CAPACITY) {
            return;
        }
        SampledExchange[] smallest = Arrays.copyOf(sorted(BY_KEY), CAPACITY);
        keep(smallest);
        highestKept = upper(smallest[CAPACITY - 1].key());
    }

    // Copied, so that views of what was held before stay as they were.
    private void keep(SampledExchange[] exchanges) {
        PackedExchanges kept = new PackedExchanges();
        for (SampledExchange exchange : exchanges) {
            exchange.copyTo(kept);
        }
        packed = kept;
        held = exchanges.length;
    }

    /**
     * Drops what is not in a sample of this and {@code other} together; the other is left as it was. Returns whether
     * something was dropped.
     */
    boolean retainSampledWith(ExchangeSample other) {
        SampledExchange[] own = smallestFirst().toArray(SampledExchange[]::new);
        List<SampledExchange> others = other.smallestFirst();
        if (own.length + others.size() <= CAPACITY) {
            return false;
        }
        int kept = 0;
        for (int smaller = 0; kept < own.length; kept++) {
            while (smaller < others.size() && BY_KEY.compare(others.get(smaller), own[kept]) < 0) {
                smaller++;
            }
            if (kept + smaller >= CAPACITY) {
                break;
            }
        }
        if (kept == own.length) {
            return false;
        }
        keep(Arrays.copyOf(own, kept));
        return true;
    }

    /** How many exchanges are in the sample. */
    int size() {
        return Math.min(held, CAPACITY);
    }

    private SampledExchange[] sorted(Comparator<SampledExchange> order) {
        SampledExchange[] all = new SampledExchange[held];
        int at = 0;
        for (int i = 0; i < held; i++) {
            all[i] = new SampledExchange(packed, at);
            at = packed.next(at);
        }
        Arrays.sort(all, order);
        return all;
    }

    /** The sample, smallest key first. */
    List<SampledExchange> smallestFirst() {
        trim();
        return List.of(sorted(BY_KEY));
    }

    /** The sample in order of time, ties by key. */
    List<SampledExchange> inOrderOfTime() {
        trim();
        return List.of(sorted(BY_TIME));
    }

    /** Adds to {@code hours} how many of the held exchanges fall into each hour of the day (UTC). */
    void countHours(int[] hours) {
        for (int at = 0; at < packed.end(); at = packed.next(at)) {
            hours[AccountProfile.hourOfDay(packed.timeMillis(at))]++;
        }
    }
}
