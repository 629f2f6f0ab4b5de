// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Work that accounts have in common amid traffic of their own.
 *
 * @param model what tells it from everything else
 */
record CommonWork(CommonWorkModel model) {
    /** What an account would show with nothing but its share of the work. */
    AccountView part(AccountView account) {
        List<SampledExchange> prompts = DistinctPrompts.in(account);
        double[] ratios = model.logRatios(account, prompts);
        List<SampledExchange> part = new ArrayList<>();
        for (int i = 0; i < ratios.length; i++) {
            if (model.isWork(ratios[i]) > 0.5) {
                part.add(prompts.get(i));
            }
        }
        return account.with(part);
    }

    /** Log-odds that an account takes part rather than not, before any prior, and how much of it is the work. */
    Participation participation(AccountView account) {
        List<SampledExchange> prompts = DistinctPrompts.in(account);
        return participation(model, model.logRatios(account, prompts));
    }

    static Participation participation(CommonWorkModel model, double[] ratios) {
        double sum = 0;
        double work = 0;
        for (double ratio : ratios) {
            sum += ratio;
            work += model.mayBeWork(ratio);
        }
        int n = Math.max(1, ratios.length);
        double share = work / n;
        // Shares come from one hand: an account with far more than the others' share has reasons of its own.
        double spread = model.share() * (1 - model.share()) / n + Math.pow(0.4 * model.share(), 2);
        double above = Math.max(0, share - model.share());
        return new Participation(sum - above * above / (2 * spread), sum / n, share);
    }

    /**
     * How an account takes part.
     *
     * @param logOdds in nats, before any prior
     * @param perPrompt mean log-likelihood ratio of its prompts
     * @param share of its prompts that may be the work
     */
    record Participation(double logOdds, double perPrompt, double share) {
        private static final double MOSTLY = 0.6;

        /** Whether the account hardly does anything else: then nothing is diluted, and groups are found by their whole. */
        boolean dedicated() {
            return share > MOSTLY;
        }
    }
}
