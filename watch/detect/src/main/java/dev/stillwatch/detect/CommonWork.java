// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Work that accounts have in common amid traffic of their own.
 *
 * @param model what tells it from everything else
 * @param corners what it consists of
 */
record CommonWork(CommonWorkModel model, WorkCorners corners) {
    /** What an account would show with nothing but its share of the work. */
    static AccountView part(AccountView account, CommonWorkModel model) {
        List<SampledExchange> prompts = DistinctPrompts.in(account);
        return account.with(work(prompts, model.logRatios(account, prompts), model));
    }

    AccountView part(AccountView account) {
        return part(account, model);
    }

    private static List<SampledExchange> work(List<SampledExchange> prompts, double[] ratios, CommonWorkModel model) {
        List<SampledExchange> work = new ArrayList<>();
        for (int i = 0; i < ratios.length; i++) {
            if (model.isWork(ratios[i]) > 0.5) {
                work.add(prompts.get(i));
            }
        }
        return work;
    }

    /** How an account takes part, by what it sends and by whether that was dealt to it from all of the work. */
    Participation participation(AccountView account) {
        List<SampledExchange> prompts = DistinctPrompts.in(account);
        double[] ratios = model.logRatios(account, prompts);
        List<SampledExchange> work = work(prompts, ratios, model);
        return participation(model, ratios).plus(corners.dealt(work));
    }

    /** How an account takes part, by the log-likelihood ratios of its distinct prompts alone. */
    static Participation participation(CommonWorkModel model, double[] ratios) {
        double sum = 0;
        double work = 0;
        int clear = 0;
        for (double ratio : ratios) {
            sum += ratio;
            work += model.mayBeWork(ratio);
            clear += model.isWork(ratio) > 0.5 ? 1 : 0;
        }
        int n = Math.max(1, ratios.length);
        double share = work / n;
        // Shares come from one hand: an account with far more than the others' share has reasons of its own.
        double spread = model.share() * (1 - model.share()) / n + Math.pow(0.4 * model.share(), 2);
        double above = Math.max(0, share - model.share());
        return new Participation(sum - above * above / (2 * spread), sum / n, share, clear);
    }

    /**
     * How an account takes part.
     *
     * @param logOdds in nats, before any prior
     * @param perPrompt mean log-likelihood ratio of its prompts
     * @param share of its prompts that may be the work
     * @param clearly how many prompts clearly are the work
     */
    record Participation(double logOdds, double perPrompt, double share, int clearly) {
        private static final double MOSTLY = 0.6;
        private static final int LEAST_CLEAR = 2;

        /** Whether more than one prompt shows it: many prompts that hint at something are a style. */
        boolean clear() {
            return clearly >= LEAST_CLEAR;
        }

        Participation plus(double nats) {
            return new Participation(logOdds + nats, perPrompt, share, clearly);
        }

        /** Whether the account hardly does anything else: then nothing is diluted, and groups are found by their whole. */
        boolean dedicated() {
            return share > MOSTLY;
        }
    }
}
