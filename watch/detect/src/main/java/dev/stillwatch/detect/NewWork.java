// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Guesses at who has work in common, from what nobody did in the baseline: it need not ask for anything telling.
 */
final class NewWork {
    /** Log-ratio of now to the baseline from which a prompt counts as new. */
    private static final double NEW = 0.4;

    private static final double PRIOR_PROMPTS = 20;

    private NewWork() {}

    /** Guesses from what nobody did in the baseline: the accounts with the most prompts unlike any of then. */
    static List<WorkGuess> guesses(DistinctPrompts prompts, Population population) {
        List<AccountView> table = prompts.accounts();
        double[] current = new double[table.size()];
        float[][] now = new float[table.size()][];
        for (int a = 0; a < now.length; a++) {
            current[a] = table.get(a).baseline ? 0 : 1;
            now[a] = new float[prompts.count(a)];
            Arrays.fill(now[a], (float) current[a]);
        }
        double[] everybody = new double[now.length];
        Arrays.fill(everybody, 1);
        CommonWorkModel novelty = CommonWorkModel.train(prompts, current, now, everybody, true, population.parallel());
        double[] unlike = new double[now.length];
        population.parallel().forEach(now.length, a -> {
            for (int p = 0; p < now[a].length && current[a] > 0; p++) {
                unlike[a] += Math.max(0, novelty.logRatio(a, p) - NEW);
            }
            unlike[a] /= Math.sqrt(now[a].length + PRIOR_PROMPTS);
        });
        List<WorkGuess> guesses = new ArrayList<>();
        for (int oneIn : CommonWorkSeeds.ONE_IN) {
            BitSet accounts = new BitSet(population.size());
            IntStream.range(0, unlike.length)
                    .boxed()
                    .filter(a -> unlike[a] > 0)
                    .sorted(Comparator.comparingDouble((Integer a) -> -unlike[a]))
                    .limit(unlike.length / oneIn)
                    .forEach(a -> accounts.set(table.get(a).index));
            if (accounts.cardinality() >= CommonWorkSearch.LEAST_MEMBERS) {
                guesses.add(new WorkGuess(accounts, (a, p) -> 1 - Math.exp(-Math.max(0, novelty.logRatio(a, p)))));
            }
        }
        return guesses;
    }
}
