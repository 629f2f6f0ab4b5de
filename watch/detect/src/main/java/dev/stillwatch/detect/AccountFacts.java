// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;

/**
 * What one account's traffic looks like apart from its words; shares are 0 to 1, NaN where nothing could be measured.
 *
 * @param withText sampled exchanges that hold a prompt
 * @param elicitation mean probability that a prompt asks for what trains a model
 * @param hourConcentration squared resultant length of the hours of the day, corrected for sample size: about 0 for a
 *     flat clock, up to 1 for one hour only (Mardia and Jupp, Directional Statistics, 2.3)
 * @param gapEvenness mean ratio of the smaller to the larger of two successive gaps: about 0.39 for a Poisson clock,
 *     less for people's bursts, towards 1 for a metronome
 * @param singleTurn share of exchanges that open a conversation and are its only user message
 * @param makesRows share with several answers, log-probabilities or structured output
 * @param deterministic share at temperature 0 or with a seed
 * @param repeats share of prompts that repeat an earlier prompt of the same account, see {@link Repetition}
 * @param ageDays account age at its first exchange seen
 */
record AccountFacts(
        int withText,
        double elicitation,
        double hourConcentration,
        double gapEvenness,
        double singleTurn,
        double makesRows,
        double deterministic,
        double repeats,
        double ageDays) {

    private static final double DAY_MILLIS = 86_400_000.0;

    static AccountFacts of(AccountProfile profile, List<SampledExchange> sample) {
        int n = sample.size();
        int withText = 0;
        int single = 0;
        int rows = 0;
        int deterministic = 0;
        double elicitation = 0;
        Repetition repetition = new Repetition();
        for (SampledExchange d : sample) {
            rows += d.makesRows() ? 1 : 0;
            deterministic += d.deterministic() ? 1 : 0;
            if (d.hasText()) {
                withText++;
                elicitation += d.elicitation();
                single += d.turns() <= 1 ? 1 : 0;
                repetition.add(d.textHash());
            }
        }
        return new AccountFacts(
                withText,
                share(elicitation, withText),
                hourConcentration(profile),
                gapEvenness(sample),
                share(single, withText),
                share(rows, n),
                share(deterministic, n),
                repetition.share(sampledShare(profile, n)),
                profile.createdMillis() == 0
                        ? Double.NaN
                        : Math.max(0, (profile.firstMillis() - profile.createdMillis()) / DAY_MILLIS));
    }

    // What is not in the sample for other reasons than chance says nothing of repeats.
    private static double sampledShare(AccountProfile profile, int sampled) {
        return sampled < ExchangeSample.CAPACITY ? 1 : (double) sampled / Math.max(sampled, profile.exchanges());
    }

    private static double share(double part, int whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }

    private static double hourConcentration(AccountProfile profile) {
        long n = profile.exchanges();
        if (n < 3) {
            return Double.NaN;
        }
        double cosine = 0;
        double sine = 0;
        int[] hours = profile.hours();
        for (int hour = 0; hour < 24; hour++) {
            double angle = 2 * Math.PI * hour / 24;
            cosine += hours[hour] * Math.cos(angle);
            sine += hours[hour] * Math.sin(angle);
        }
        double squared = (cosine * cosine + sine * sine) / ((double) n * n);
        return (n * squared - 1) / (n - 1);
    }

    private static double gapEvenness(List<SampledExchange> sample) {
        double sum = 0;
        int pairs = 0;
        for (int i = 2; i < sample.size(); i++) {
            double first = sample.get(i - 1).timeMillis() - sample.get(i - 2).timeMillis();
            double second = sample.get(i).timeMillis() - sample.get(i - 1).timeMillis();
            if (first + second > 0) {
                sum += Math.min(first, second) / Math.max(first, second);
                pairs++;
            }
        }
        return pairs < 2 ? Double.NaN : sum / pairs;
    }
}
