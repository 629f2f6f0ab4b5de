// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a group of accounts looks like together; NaN where nothing could be measured.
 *
 * @param accounts members
 * @param units independent customers among them
 * @param largestUnit share of members that belong to the largest customer
 * @param declared share of members whose customer is known
 * @param elicitation mean over members of {@link AccountFacts#elicitation}; the following likewise
 * @param asksFor what the prompts that ask for training data ask for most; empty when none does
 * @param young share of members younger than 30 days at their first exchange seen
 * @param collision probability that two exchanges of different customers hold the same prompt
 * @param linked share of members that share payment or address with other customers of the group
 * @param sameFingerprint probability that two members show the same client software and network
 * @param sameSettings probability that two members' exchanges are asked for with the same settings
 * @param templateShare share of exchanges whose pattern at least five customers of the group share
 * @param volumeSpread standard deviation of the logarithm of members' exchanges
 * @param pivot mean over members of {@link ModelReleases#pivot}
 * @param contradiction mean over members of {@link ClientClaims#contradiction}
 */
record CohortFacts(
        int accounts,
        int units,
        double largestUnit,
        double declared,
        double elicitation,
        Optional<Elicitation> asksFor,
        double hourConcentration,
        double gapEvenness,
        double singleTurn,
        double makesRows,
        double deterministic,
        double repeats,
        double young,
        double collision,
        double linked,
        double sameFingerprint,
        double sameSettings,
        double templateShare,
        double volumeSpread,
        double pivot,
        double contradiction) {

    private static final double YOUNG_DAYS = 30;
    private static final int SHARED_BY = 5;

    static CohortFacts of(List<AccountView> group, ModelReleases releases, ClientClaims claims, Parallel parallel) {
        // What reads every exchange of the group; the rest takes no time.
        List<ToDoubleFunction<List<AccountView>>> costly = List.of(
                g -> TemplateLedger.sharedShare(g, SHARED_BY),
                CohortFacts::collision,
                LinkedFacts::linkedShare,
                CohortFacts::sameSettings,
                g -> mean(g, claims::contradiction),
                g -> mean(g, releases::pivot));
        double[] facts = new double[costly.size()];
        parallel.forEach(facts.length, i -> facts[i] = costly.get(i).applyAsDouble(group));
        Map<Integer, Integer> units = new HashMap<>();
        group.forEach(a -> units.merge(a.unit, 1, Integer::sum));
        int largest = units.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new CohortFacts(
                group.size(),
                units.size(),
                group.isEmpty() ? Double.NaN : (double) largest / group.size(),
                mean(group, a -> a.profile.organisation().isPresent() ? 1 : 0),
                mean(group, a -> a.facts.elicitation()),
                asksFor(group),
                mean(group, a -> a.facts.hourConcentration()),
                mean(group, a -> a.facts.gapEvenness()),
                mean(group, a -> a.facts.singleTurn()),
                mean(group, a -> a.facts.makesRows()),
                mean(group, a -> a.facts.deterministic()),
                mean(group, a -> a.facts.repeats()),
                mean(group, a -> Double.isNaN(a.facts.ageDays()) ? Double.NaN : a.facts.ageDays() < YOUNG_DAYS ? 1 : 0),
                facts[1],
                facts[2],
                LinkedFacts.sameFingerprint(group),
                facts[3],
                facts[0],
                volumeSpread(group),
                facts[5],
                facts[4]);
    }

    /** Whether anything here tells which accounts belong together: customers, payment or addresses. */
    boolean tellsWhoIsWho() {
        return declared > 0 || !Double.isNaN(linked);
    }

    private static double mean(List<AccountView> group, ToDoubleFunction<AccountView> fact) {
        double sum = 0;
        int known = 0;
        for (AccountView account : group) {
            double value = fact.applyAsDouble(account);
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    private static Optional<Elicitation> asksFor(List<AccountView> group) {
        Map<Elicitation, Integer> counts = new EnumMap<>(Elicitation.class);
        for (AccountView account : group) {
            for (SampledExchange digest : account.sample) {
                if (digest.hasText() && digest.elicitation() > 0.5) {
                    counts.merge(digest.kind(), 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<Elicitation, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private static double volumeSpread(List<AccountView> group) {
        double average = mean(group, a -> Math.log((double) a.profile.exchanges()));
        double squares = mean(group, a -> Math.pow(Math.log((double) a.profile.exchanges()) - average, 2));
        return group.size() < 2 ? Double.NaN : Math.sqrt(squares);
    }

    private static double collision(List<AccountView> group) {
        int most = group.stream().mapToInt(a -> a.sample.size()).sum();
        long[] prompts = new long[most];
        long[] withinUnit = new long[most];
        long[] units = new long[most];
        int total = 0;
        for (AccountView account : group) {
            for (SampledExchange digest : account.sample) {
                if (digest.hasText()) {
                    prompts[total] = digest.textHash();
                    withinUnit[total] = Hashing.combine(account.unit, digest.textHash());
                    units[total] = account.unit;
                    total++;
                }
            }
        }
        double pairs = (double) total * total - squaredCounts(units, total);
        return pairs <= 0
                ? Double.NaN
                : Math.max(0, squaredCounts(prompts, total) - squaredCounts(withinUnit, total)) / pairs;
    }

    /** The sum of the squares of how often each of the first {@code size} values occurs; sorts them. */
    private static double squaredCounts(long[] values, int size) {
        Arrays.sort(values, 0, size);
        double sum = 0;
        int first = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || values[i] != values[first]) {
                sum += (double) (i - first) * (i - first);
                first = i;
            }
        }
        return sum;
    }

    private static double sameSettings(List<AccountView> group) {
        long[] settings = group.stream()
                .flatMap(a -> a.sample.stream())
                .mapToLong(SampledExchange::fingerprint)
                .toArray();
        double total = settings.length;
        return total == 0 ? Double.NaN : squaredCounts(settings, settings.length) / (total * total);
    }
}
