// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.LinkedHashMap;
import java.util.Map;

/** A table of coins in the order in which the packed form reads it; immutable, and shared by all keys and decoys. */
final class RearrangedCoins {
    private static final int KEPT = 4;

    /** Drawing a table takes longer than a decoy's whole test on a short text. */
    private static final Map<CoinTable, RearrangedCoins> LATEST = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CoinTable, RearrangedCoins> eldest) {
            return size() > KEPT;
        }
    };

    private final byte[] row;
    private final double share;

    private RearrangedCoins(CoinTable table) {
        byte[] coins = table.coins();
        this.row = new byte[coins.length];
        long ones = 0;
        for (int u = 0; u < coins.length; u++) {
            row[u] = coins[(u * (int) Lcg.MULTIPLIER + 1) & (coins.length - 1)];
            ones += coins[u];
        }
        this.share = (double) ones / coins.length;
    }

    /** @param table its size is a power of two, at most 65,536 */
    static RearrangedCoins of(CoinTable table) {
        synchronized (LATEST) {
            return LATEST.computeIfAbsent(table, RearrangedCoins::new);
        }
    }

    /** Not to be changed. */
    byte[] row() {
        return row;
    }

    double share() {
        return share;
    }
}
