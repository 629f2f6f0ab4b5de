// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fits the published methods to a split and calibrates them on ordinary windows, as arXiv 2606.05725 does: its own test
 * at the 95th percentile of single discrepancies, the others at the middle 95 % of ordinary windows' scores.
 *
 * <p>Thresholds depend on ordinary prompts only, so they are kept for the next attacker with the same ordinary traffic.
 * Not thread-safe.
 */
final class WindowContenders {
    private final int draws;
    private final Map<String, Thresholds> known = new HashMap<>();

    /** Calibrates on so many ordinary windows. */
    WindowContenders(int draws) {
        this.draws = draws;
    }

    List<Contender> fit(WindowPair pair, WindowSplit split, long seed) {
        Items items = pair.items();
        int[] pool = split.pool();
        String key = pair.benign() + " " + seed + " " + split.size() + " ";
        int fitted = pool.length * 7 / 8;
        int[] rest = Arrays.copyOfRange(pool, fitted, pool.length);
        List<Contender> contenders = new ArrayList<>();
        Mmd mmd = Mmd.fit(items, pool, split.size(), new Random(seed));
        contenders.add(contender(
                mmd, items, known.computeIfAbsent(key + mmd.name(), _ -> Thresholds.upper(mmd.nullScores(draws)))));
        Mahalanobis mahalanobis = Mahalanobis.fit(items.vectors(Arrays.copyOf(pool, fitted)));
        contenders.add(twoSided(mahalanobis, items, rest, split.size(), key, seed));
        contenders.add(twoSided(Seat.fit(items, pool, new Random(seed)), items, pool, split.size(), key, seed));
        contenders.add(
                twoSided(new Cap(items.vector(0).length, new Random(seed)), items, pool, split.size(), key, seed));
        contenders.add(twoSided(new Prada(), items, pool, split.size(), key, seed));
        return contenders;
    }

    private Contender twoSided(WindowMethod method, Items items, int[] pool, int size, String key, long seed) {
        WindowMethod.Scorer scorer = method.over(items);
        Thresholds thresholds = known.computeIfAbsent(key + method.name(), _ -> {
            Random random = new Random(seed + 1);
            double[] ordinary = new double[draws];
            Arrays.setAll(ordinary, _ -> scorer.score(Draw.window(pool, size, random)));
            return Thresholds.twoSided(ordinary);
        });
        return contender(method.name(), scorer, thresholds);
    }

    private static Contender contender(WindowMethod method, Items items, Thresholds thresholds) {
        return contender(method.name(), method.over(items), thresholds);
    }

    private static Contender contender(String name, WindowMethod.Scorer scorer, Thresholds thresholds) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean flags(int[] window) {
                return thresholds.flag(scorer.score(window));
            }
        };
    }
}
