// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Guesses at who has work in common: the accounts that ask most, in most different ways, for one kind of training data.
 *
 * <p>Distinct prompts are counted, not prompts ({@link DistinctPrompts}), and against the account's volume: an account
 * that asks in its own one way is somebody's application. Guesses of several sizes, because how many accounts a campaign
 * has is not known. Guesses need not be good: {@link CommonWorkSearch} makes them good or drops them.
 */
final class CommonWorkSeeds {
    private static final double ASKS = 0.3;
    private static final double PRIOR_PROMPTS = 20;
    /** One account in so many is guessed to take part. */
    static final List<Integer> ONE_IN = List.of(12, 50, 250);

    private final Population population;

    CommonWorkSeeds(Population population) {
        this.population = population;
    }

    List<BitSet> guesses() {
        List<AccountView> accounts = population.current();
        List<Elicitation> kinds = List.of(Elicitation.values());
        double[][] surprise = new double[accounts.size()][];
        population.parallel().forEach(accounts.size(), i -> surprise[i] = surprise(accounts.get(i), kinds));
        List<BitSet> guesses = new ArrayList<>();
        for (int oneIn : ONE_IN) {
            int size = accounts.size() / oneIn;
            for (int kind = 0; kind < kinds.size() && size >= CommonWorkSearch.LEAST_MEMBERS; kind++) {
                int column = kind;
                BitSet guess = new BitSet(population.size());
                IntStream.range(0, accounts.size())
                        .boxed()
                        .filter(i -> surprise[i][column] > 0)
                        .sorted(Comparator.comparingDouble((Integer i) -> -surprise[i][column]))
                        .limit(size)
                        .forEach(guess::set);
                if (guess.cardinality() >= CommonWorkSearch.LEAST_MEMBERS) {
                    guesses.add(guess);
                }
            }
        }
        return guesses;
    }

    private static double[] surprise(AccountView account, List<Elicitation> kinds) {
        double[] counts = new double[kinds.size()];
        for (SampledExchange prompt : DistinctPrompts.in(account)) {
            if (prompt.elicitation() > ASKS) {
                counts[kinds.indexOf(prompt.kind())]++;
            }
        }
        for (int k = 0; k < counts.length; k++) {
            counts[k] /= Math.sqrt(account.sample.size() + PRIOR_PROMPTS);
        }
        return counts;
    }
}
