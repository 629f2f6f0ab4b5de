// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import dev.stillwatch.parties.MatchBand;
import dev.stillwatch.parties.NameMatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Labelled pairs of names: how well the model that is shipped tells them, and how well one fitted without them would.
 *
 * <p>{@code dev.stillwatch.screening.PairBenchmark PAIRS.csv [fit]}; with {@code fit} the weights that these pairs give are
 * printed as {@code name-model.properties} has them.
 */
public final class PairBenchmark {
    private static final double PENALTY = 1;
    private static final int FOLDS = 10;
    private static final int ROUNDS = 20;
    private static final double THRESHOLD = MatchBand.POSSIBLE.from().value();

    private PairBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("usage: PairBenchmark PAIRS.csv [fit]; the columns are schema, name1, name2, is_match");
            System.exit(2);
        }
        run(Path.of(arguments[0]), arguments.length > 1 && arguments[1].equals("fit"));
    }

    static void run(Path file, boolean fit) throws IOException {
        List<NamePair> pairs = NamePair.read(file);
        boolean[] labels = new boolean[pairs.size()];
        double[] shipped = new double[labels.length];
        double[][] rows = new double[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            NamePair pair = pairs.get(i);
            labels[i] = pair.same();
            shipped[i] = NameMatcher.compare(pair.first(), pair.second(), pair.kind())
                    .value();
            rows[i] = NameMatcher.features(pair.first(), pair.second(), pair.kind()).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        System.out.println(pairs.size() + " pairs, shipped weights: " + Agreement.of(shipped, labels, THRESHOLD));
        int[] groups = NamePair.groups(pairs);
        double[] f1 = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> Agreement.of(
                                CrossValidation.scores(rows, labels, groups, FOLDS, PENALTY, round), labels, THRESHOLD)
                        .f1())
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "cross-validated by name (%d groups, %d folds, %d rounds): F1 %.3f on average, %.3f to %.3f%n",
                Arrays.stream(groups).distinct().count(),
                FOLDS,
                ROUNDS,
                Arrays.stream(f1).average().orElse(0),
                f1[0],
                f1[f1.length - 1]);
        if (fit) {
            double[] weights = LogisticFit.fit(rows, labels, PENALTY);
            NamePair first = pairs.getFirst();
            int at = 0;
            for (String name : NameMatcher.features(first.first(), first.second(), first.kind())
                    .keySet()) {
                System.out.printf(Locale.ROOT, "%s=%.2f%n", name, weights[at++]);
            }
        }
    }
}
