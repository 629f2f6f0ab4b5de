// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges whether accounts seen both in the baseline and now have moved together: in content, volume, timing, elicitation.
 *
 * <p>A campaign's entry must not pass for a drift of benign traffic. So accounts new since the baseline are no evidence,
 * nor are members of any group under suspicion. Of each returning account the difference now minus then is taken,
 * averaged over the accounts of a customer. {@link CommonShift} tells whether they moved together or each its own way. A
 * p-value alone would call any change of a large service a drift: the effect has to reach {@value #LARGE_ENOUGH}
 * standard deviations between customers as well.
 *
 * <p>At most {@value #MOST_ACCOUNTS} accounts are compared.
 */
final class DriftJudge {
    /** Fewer customers in both prove nothing either way. */
    static final int LEAST_CUSTOMERS = 20;

    private static final int MOST_ACCOUNTS = 3_000;
    private static final double SURE = 0.01;
    /** What is called a small effect (Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988). */
    private static final double LARGE_ENOUGH = 0.2;

    private static final double LEAST_EXPECTED = 8;
    private static final double DAY_MILLIS = 86_400_000.0;

    private final Population population;
    private final ContentSpace space;
    private final double thenDays;
    private final double nowDays;

    /** An account seen in both. */
    private record Pair(AccountView then, AccountView now) {}

    /** What is compared, as numbers of which the mean does not depend on how long an account was watched. */
    private interface Trait {
        /** Then and now, or nothing where one of them is unknown. */
        Optional<double[][]> of(Pair pair);
    }

    DriftJudge(Population population, ContentSpace space) {
        this.population = population;
        this.space = space;
        this.thenDays = days(population.baseline());
        this.nowDays = days(population.current());
    }

    /** Compares, leaving out accounts in {@code suspects} (by account index). */
    BaselineDrift compare(BitSet suspects) {
        if (!population.hasBaseline()) {
            return BaselineDrift.NO_BASELINE;
        }
        List<Pair> pairs = pairs(suspects);
        int customers =
                (int) pairs.stream().mapToInt(p -> p.now.unit).distinct().count();
        Map<String, Trait> traits = new TreeMap<>();
        traits.put("content", this::content);
        traits.put("volume", this::volume);
        traits.put("timing", DriftJudge::timing);
        traits.put("elicitation", DriftJudge::elicitation);
        List<BaselineDrift.Change> changes = new ArrayList<>();
        traits.forEach((name, trait) -> {
            CommonShift shift = shift(pairs, trait);
            if (shift.customers() >= LEAST_CUSTOMERS) {
                double effect = shift.effect();
                Probability pValue = new Probability(
                        Math.min(1, traits.size() * shift.pValue().value()));
                changes.add(new BaselineDrift.Change(
                        name, effect, pValue, pValue.value() <= SURE && effect >= LARGE_ENOUGH));
            }
        });
        changes.sort(Comparator.comparingDouble(BaselineDrift.Change::effect)
                .reversed()
                .thenComparing(BaselineDrift.Change::trait));
        return new BaselineDrift(
                customers,
                changes,
                changes.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "only %d customers are in both the baseline and the traffic with enough logged to compare",
                                customers)
                        : "");
    }

    private List<Pair> pairs(BitSet suspects) {
        Map<String, AccountView> then = new HashMap<>();
        population.baseline().forEach(a -> then.put(a.profile.account(), a));
        List<AccountView> returning = population.current().stream()
                .filter(a -> then.containsKey(a.profile.account()) && !suspects.get(a.index))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (AccountView now : CohortJudge.spread(returning, MOST_ACCOUNTS)) {
            pairs.add(new Pair(then.getOrDefault(now.profile.account(), now), now));
        }
        return pairs;
    }

    private static double days(List<AccountView> accounts) {
        long first =
                accounts.stream().mapToLong(a -> a.profile.firstMillis()).min().orElse(0);
        long last =
                accounts.stream().mapToLong(a -> a.profile.lastMillis()).max().orElse(0);
        return Math.max(1 / 24.0, (last - first) / DAY_MILLIS);
    }

    private Optional<double[][]> content(Pair pair) {
        return pair.then.hasText() && pair.now.hasText()
                ? Optional.of(new double[][] {space.position(pair.then), space.position(pair.now)})
                : Optional.empty();
    }

    // Only accounts that are sure to be seen in the shorter stretch, too: of the quiet ones it shows the lively.
    private Optional<double[][]> volume(Pair pair) {
        double then = pair.then.profile.exchanges();
        double now = pair.now.profile.exchanges();
        double expected = (then + now) * Math.min(thenDays, nowDays) / (thenDays + nowDays);
        return expected < LEAST_EXPECTED
                ? Optional.empty()
                : Optional.of(new double[][] {
                    {Math.log((then + 0.5) / thenDays)}, {Math.log((now + 0.5) / nowDays)},
                });
    }

    private static Optional<double[][]> timing(Pair pair) {
        return Optional.of(new double[][] {meanHour(pair.then.profile), meanHour(pair.now.profile)});
    }

    // The mean of the hours as points of a circle: moves with time zones, shrinks when days become flat.
    private static double[] meanHour(AccountProfile profile) {
        double[] mean = new double[2];
        int[] hours = profile.hours();
        for (int hour = 0; hour < 24; hour++) {
            double share = hours[hour] / (double) profile.exchanges();
            mean[0] += share * Math.cos(2 * Math.PI * hour / 24);
            mean[1] += share * Math.sin(2 * Math.PI * hour / 24);
        }
        return mean;
    }

    private static Optional<double[][]> elicitation(Pair pair) {
        return pair.then.hasText() && pair.now.hasText()
                ? Optional.of(new double[][] {{pair.then.facts.elicitation()}, {pair.now.facts.elicitation()}})
                : Optional.empty();
    }

    private static CommonShift shift(List<Pair> pairs, Trait trait) {
        Map<Integer, List<double[][]>> byUnit = new TreeMap<>();
        for (Pair pair : pairs) {
            trait.of(pair)
                    .ifPresent(values -> byUnit.computeIfAbsent(pair.now.unit, u -> new ArrayList<>())
                            .add(values));
        }
        CommonShift shift = new CommonShift();
        byUnit.forEach(shift::add);
        return shift;
    }
}
