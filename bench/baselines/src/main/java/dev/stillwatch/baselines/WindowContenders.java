// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Fits the published methods to a split and calibrates them on ordinary windows, as arXiv 2606.05725 does: its own test
 * at the 95th percentile of single discrepancies, the others at the middle 95 % of ordinary windows' scores.
 *
 * <p>Thresholds depend on ordinary prompts only, so they are kept for the next attacker with the same ordinary traffic.
 * Not thread-safe.
 */
final class WindowContenders {
    private final int draws;
    private final Predicate<String> wanted;
    private final StillwatchWindows stillwatch = new StillwatchWindows();
    private final Map<String, Thresholds> known = new HashMap<>();

    /** Calibrates on so many ordinary windows those methods whose names are wanted. */
    WindowContenders(int draws, Predicate<String> wanted) {
        this.draws = draws;
        this.wanted = wanted;
    }

    /** The methods, fitted to a pair's pool; what does not depend on the size of windows is computed once. */
    Map<Integer, List<Contender>> fit(WindowPair pair, List<Integer> sizes, WindowSplit split, long seed) {
        Items items = pair.items();
        int[] pool = split.pool();
        Map<Integer, List<Contender>> contenders = new LinkedHashMap<>();
        sizes.forEach(size -> contenders.put(size, new ArrayList<>()));
        if (wanted.test("MMD")) {
            Mmd fitted = Mmd.fit(items, pool, sizes.getFirst(), new Random(seed));
            contenders.forEach((size, list) -> {
                Mmd mmd = fitted.ofSize(size);
                Thresholds thresholds = known.computeIfAbsent(
                        key(pair, seed, size, mmd.name()), _ -> Thresholds.upper(mmd.nullScores(draws)));
                list.add(contender(mmd.name(), mmd.over(items), thresholds));
            });
        }
        for (Candidate candidate : candidates(items, pool, seed)) {
            WindowMethod.Scorer scorer = candidate.method().over(items);
            contenders.forEach((size, list) -> list.add(contender(
                    candidate.method().name(),
                    scorer,
                    known.computeIfAbsent(
                            key(pair, seed, size, candidate.method().name()),
                            _ -> thresholds(scorer, candidate.calibration(), size, seed)))));
        }
        if (wanted.test(StillwatchWindows.NAME)) {
            contenders.forEach((size, list) -> list.addAll(
                    stillwatch.contenders(pair, pool, size, key(pair, seed, size, StillwatchWindows.NAME))));
        }
        return contenders;
    }

    private static String key(WindowPair pair, long seed, int size, String method) {
        return pair.benign() + " " + seed + " " + size + " " + method;
    }

    /** A method, and the ordinary prompts that its calibration windows come from. */
    private static final class Candidate {
        private final WindowMethod method;
        private final int[] calibration;

        Candidate(WindowMethod method, int[] calibration) {
            this.method = method;
            this.calibration = calibration;
        }

        WindowMethod method() {
            return method;
        }

        int[] calibration() {
            return calibration;
        }
    }

    /* As in the paper's code, Mahalanobis alone learns from some ordinary prompts and is calibrated on others. */
    private List<Candidate> candidates(Items items, int[] pool, long seed) {
        int fitted = pool.length * 7 / 8;
        List<Candidate> candidates = new ArrayList<>();
        if (wanted.test("Mahalanobis")) {
            candidates.add(new Candidate(
                    Mahalanobis.fit(items.vectors(Arrays.copyOf(pool, fitted))),
                    Arrays.copyOfRange(pool, fitted, pool.length)));
        }
        if (wanted.test("SEAT")) {
            candidates.add(new Candidate(Seat.fit(items, pool, new Random(seed)), pool));
        }
        if (wanted.test("CAP")) {
            candidates.add(new Candidate(new Cap(items.vector(0).length, new Random(seed)), pool));
        }
        if (wanted.test("PRADA")) {
            candidates.add(new Candidate(new Prada(), pool));
        }
        return candidates;
    }

    private Thresholds thresholds(WindowMethod.Scorer scorer, int[] pool, int size, long seed) {
        Random random = new Random(seed + 1);
        double[] ordinary = new double[draws];
        Arrays.setAll(ordinary, _ -> scorer.score(Draw.window(pool, size, random)));
        return Thresholds.twoSided(ordinary);
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
