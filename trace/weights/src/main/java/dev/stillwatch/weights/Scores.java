// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The scores of recipients against what was read of one copy (symmetric scores: Škorić, Katzenbeisser and Celik, 2008).
 * Immutable and thread-safe.
 *
 * <p>Costs about 5 ns for each symbol and recipient, on all processors.
 */
final class Scores {
    /** Recipients that one task scores, at the cost of one buffer. */
    private static final int AT_ONCE = 64;

    private final int recipients;
    private final double error;
    private final List<Judge> judges = new ArrayList<>();
    private final TardosCode.Sums sums;

    /** One decoding of the reading; {@code none} is the score of a recipient without any one. */
    private record Judge(Decoding decoding, AccusationBound bound, double threshold, double none) {}

    /**
     * Scores for one reading.
     *
     * @param recipients among how many one is looked for
     * @param error chance that any innocent of them is accused
     */
    Scores(TardosCode code, SymbolSums reading, int recipients, double error) {
        this.recipients = recipients;
        this.error = error;
        double[] shares = code.shares();
        double[][] ones = new double[Decoding.values().length][shares.length];
        for (Decoding decoding : Decoding.values()) {
            double[] read = decoding.read(reading, shares);
            double[] row = ones[judges.size()];
            double none = 0;
            for (int symbol = 0; symbol < shares.length; symbol++) {
                double share = shares[symbol];
                row[symbol] = read[symbol] / Math.sqrt(share * (1 - share));
                none -= read[symbol] * Math.sqrt(share / (1 - share));
            }
            AccusationBound bound = new AccusationBound(shares, read);
            double threshold = bound.threshold(recipients, error / Decoding.values().length);
            judges.add(new Judge(decoding, bound, threshold, none));
        }
        this.sums = code.sums(ones);
    }

    /** From how many standard deviations on a recipient is accused, by decoding; none for one that read nothing. */
    Map<Decoding, Double> thresholds() {
        Map<Decoding, Double> thresholds = new EnumMap<>(Decoding.class);
        judges.stream()
                .filter(judge -> Double.isFinite(judge.threshold()))
                .forEach(judge -> thresholds.put(judge.decoding(), judge.threshold()));
        return thresholds;
    }

    /** Each recipient's standard deviations by decoding, in the order given. */
    List<Map<Decoding, Double>> of(List<String> asked) {
        return summed(asked).stream()
                .map(each -> {
                    Map<Decoding, Double> deviations = new EnumMap<>(Decoding.class);
                    for (int i = 0; i < each.length; i++) {
                        Judge judge = judges.get(i);
                        deviations.put(judge.decoding(), judge.bound().deviations(judge.none() + each[i]));
                    }
                    return deviations;
                })
                .toList();
    }

    private List<double[]> summed(List<String> asked) {
        int tasks = (asked.size() + AT_ONCE - 1) / AT_ONCE;
        return IntStream.range(0, tasks)
                .parallel()
                .mapToObj(task -> sums.of(asked.subList(task * AT_ONCE, Math.min(asked.size(), (task + 1) * AT_ONCE))))
                .flatMap(List::stream)
                .toList();
    }

    /** Those of the recipients who are accused, the clearest first. */
    List<Accused> accused(List<String> asked) {
        List<double[]> all = summed(asked);
        List<Accused> accused = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            accused(asked.get(i), all.get(i)).ifPresent(accused::add);
        }
        accused.sort(Comparator.comparingDouble(Accused::log10Chance).thenComparing(Accused::recipient));
        return List.copyOf(accused);
    }

    private Optional<Accused> accused(String recipient, double[] ones) {
        Optional<Accused> clearest = Optional.empty();
        for (int i = 0; i < ones.length; i++) {
            Judge judge = judges.get(i);
            double sum = judge.none() + ones[i];
            double deviations = judge.bound().deviations(sum);
            if (deviations >= judge.threshold()) {
                double chance = judge.bound().log10(sum, recipients) + Math.log10(ones.length);
                // A clearest score among several is no surer than each of them: all have paid for all.
                if (clearest.isEmpty() || chance < clearest.get().log10Chance()) {
                    clearest = Optional.of(new Accused(
                            recipient,
                            judge.decoding(),
                            deviations,
                            judge.threshold(),
                            Math.min(chance, Math.log10(error))));
                }
            }
        }
        return clearest;
    }
}
