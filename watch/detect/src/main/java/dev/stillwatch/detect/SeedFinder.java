// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Guesses at groups that may act as one, from four independent views: where an account's prompts lie, which patterns it
 * shares with strangers, how machine-like it behaves, and whom it shares payment or addresses with.
 *
 * <p>Guesses need not be good: {@link CohortRefiner} makes them good or drops them. Deterministic.
 */
final class SeedFinder {
    private static final int LEAST_SHARED = 5;
    private static final double WEAK_SHARE = 0.04;
    private static final double FAR = 1.5 * Math.sqrt(ContentSpace.DIMENSIONS);

    private final Population population;
    private final List<AccountView> accounts;

    /** Finds seeds among the current accounts of {@code population}. */
    SeedFinder(Population population) {
        this.population = population;
        this.accounts = population.current();
    }

    List<BitSet> seeds(ContentSpace space) {
        TemplateLedger ledger = TemplateLedger.of(accounts);
        List<BitSet> seeds = new ArrayList<>(contentSeeds(space));
        seeds.addAll(topShare(a -> sharedElicitedShare(a, ledger)));
        seeds.addAll(topShare(SeedFinder::machineLikeness));
        seeds.addAll(topShare(a -> a.facts.elicitation()));
        seeds.addAll(linkedSeeds());
        return seeds;
    }

    private List<BitSet> contentSeeds(ContentSpace space) {
        List<AccountView> placed = accounts.stream()
                .filter(a -> a.facts.withText() >= 2)
                .sorted(Comparator.comparingLong((AccountView a) -> Hashing.of(a.profile.account()))
                        .thenComparingInt(a -> a.index))
                .toList();
        if (placed.size() < 2 * CohortRefiner.LEAST_MEMBERS) {
            return List.of();
        }
        int clusters = Math.clamp(placed.size() / 40, 4, 128);
        float[][] points = new float[placed.size()][];
        population.parallel().forEach(points.length, i -> points[i] = point(placed.get(i), space));
        int[] cluster = new Clustering(clusters, 10, population.parallel()).assign(List.of(points));
        Map<Integer, BitSet> seeds = new TreeMap<>();
        for (int i = 0; i < cluster.length; i++) {
            seeds.computeIfAbsent(cluster[i], c -> new BitSet(population.size()))
                    .set(placed.get(i).index);
        }
        return seeds.values().stream()
                .filter(s -> s.cardinality() >= CohortRefiner.LEAST_MEMBERS)
                .toList();
    }

    // Few prompts say little about where an account lies, and no distance beyond FAR says more than FAR does.
    static float[] point(AccountView account, ContentSpace space) {
        double[] position = space.position(account);
        double length = 0;
        for (double x : position) {
            length += x * x;
        }
        double trust = account.facts.withText() / (account.facts.withText() + 6.0);
        double scale = trust * Math.min(1, FAR / Math.sqrt(length + 1e-12));
        float[] point = new float[position.length];
        for (int d = 0; d < point.length; d++) {
            point[d] = (float) (position[d] * scale);
        }
        return point;
    }

    private List<BitSet> topShare(ToDoubleFunction<AccountView> score) {
        // Once for each account: a score reads the whole sample, and sorting compares often.
        double[] scores = new double[accounts.size()];
        population.parallel().forEach(scores.length, i -> scores[i] = score.applyAsDouble(accounts.get(i)));
        List<AccountView> ranked = accounts.stream()
                .filter(a -> a.sample.size() >= 3 && scores[a.index] > 0)
                .sorted(Comparator.comparingDouble((AccountView a) -> scores[a.index])
                        .reversed()
                        .thenComparingInt(a -> a.index))
                .limit((long) Math.ceil(accounts.size() * WEAK_SHARE))
                .toList();
        if (ranked.size() < CohortRefiner.LEAST_MEMBERS) {
            return List.of();
        }
        BitSet seed = new BitSet(population.size());
        ranked.forEach(a -> seed.set(a.index));
        return List.of(seed);
    }

    private static double sharedElicitedShare(AccountView account, TemplateLedger ledger) {
        int[] slots = new int[TemplateLedger.KEYS];
        double sum = 0;
        for (SampledExchange digest : account.sample) {
            sum += ledger.sharedElicitation(digest, LEAST_SHARED, slots);
        }
        return sum / (account.sample.size() + 4.0);
    }

    private static double machineLikeness(AccountView account) {
        AccountFacts f = account.facts;
        return known(1 - f.hourConcentration())
                + known(f.gapEvenness())
                + known(f.singleTurn())
                + known(f.makesRows())
                + 2 * known(f.elicitation())
                - 2 * known(f.repeats());
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private List<BitSet> linkedSeeds() {
        Map<Long, List<AccountView>> byLink = new HashMap<>();
        for (AccountView account : accounts) {
            for (long link : LinkedFacts.strongLinks(account)) {
                byLink.computeIfAbsent(link, l -> new ArrayList<>()).add(account);
            }
        }
        BitSet seed = new BitSet(population.size());
        int linked = 0;
        for (List<AccountView> group : byLink.values()) {
            // An address or card that a large part of everybody shares links nobody.
            long units = group.stream().mapToInt(a -> a.unit).distinct().count();
            if (units >= 3 && group.size() < accounts.size() / 4) {
                for (AccountView account : group) {
                    linked += seed.get(account.index) ? 0 : 1;
                    seed.set(account.index);
                }
            }
        }
        return linked >= CohortRefiner.LEAST_MEMBERS && linked < accounts.size() / 2 ? List.of(seed) : List.of();
    }
}
