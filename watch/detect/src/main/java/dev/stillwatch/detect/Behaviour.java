// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How typical of a group an account behaves, apart from its words: volume, daily rhythm, turns and repeats.
 *
 * <p>For each trait the group's and the others' median and robust spread are compared at the account's value. Being
 * typical counts for little, as many people are; being untypical counts against membership, because accounts run by one
 * scheduler behave alike. Immutable.
 */
final class Behaviour {
    private static final double MOST_FOR = 0.7;
    private static final double MOST_AGAINST = -2.5;
    private static final double MOST_AWAY = 4;

    private record Trait(ToDoubleFunction<AccountView> value, double leastSpread) {}

    private static final List<Trait> TRAITS = List.of(
            new Trait(a -> Math.log((double) a.profile.exchanges()), 0.35),
            new Trait(a -> a.facts.hourConcentration(), 0.15),
            new Trait(a -> a.facts.singleTurn(), 0.1),
            new Trait(a -> a.facts.repeats(), 0.05));

    private record Contrast(Trait trait, Normal group, Normal others) {
        double logOdds(AccountView account) {
            double x = trait.value().applyAsDouble(account);
            double ratio = group.logDensity(x) - others.logDensity(x);
            return Double.isNaN(ratio) ? 0 : Math.clamp(ratio, MOST_AGAINST, MOST_FOR);
        }
    }

    private record Normal(double median, double spread) {
        double logDensity(double x) {
            double away = Math.min(MOST_AWAY, Math.abs(x - median) / spread);
            return -0.5 * away * away - Math.log(spread);
        }
    }

    private final List<Contrast> contrasts;

    private Behaviour(List<Contrast> contrasts) {
        this.contrasts = contrasts;
    }

    static Behaviour learn(List<AccountView> accounts, BitSet inGroup) {
        return new Behaviour(TRAITS.stream()
                .map(t -> new Contrast(t, normal(accounts, inGroup, true, t), normal(accounts, inGroup, false, t)))
                .toList());
    }

    private static Normal normal(List<AccountView> accounts, BitSet inGroup, boolean wanted, Trait trait) {
        double[] sorted = accounts.stream()
                .filter(a -> inGroup.get(a.index) == wanted)
                .mapToDouble(trait.value())
                .filter(x -> !Double.isNaN(x))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Normal(Double.NaN, Double.NaN);
        }
        double spread = (sorted[(int) (0.84 * (sorted.length - 1))] - sorted[(int) (0.16 * (sorted.length - 1))]) / 2;
        return new Normal(sorted[sorted.length / 2], Math.max(trait.leastSpread(), spread));
    }

    /** Log-odds, in nats, that an account behaves like the group rather than like the others. */
    double logOdds(AccountView account) {
        return contrasts.stream().mapToDouble(c -> c.logOdds(account)).sum();
    }
}
