// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.LayeredScores;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.WindowSelection;
import dev.stillwatch.marks.WindowSelection.Distinct;
import dev.stillwatch.marks.Windows;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * How often texts without a mark are called marked, for each of several keys that never change.
 *
 * <p>Every text is tested alone, as a verifier would, with and without what unrelated texts share. Scores that are whole
 * numbers cannot meet one in a hundred exactly; beside what the exact test does stands what a test does that breaks ties
 * by a fair draw, which can.
 */
public final class Calibration {
    private static final double LEVEL = 0.01;
    private static final int KEYS = 8;
    private static final int VOCABULARY = 30_000;
    /** Slow ones get fewer texts, so that it ends: green lists made anew for each window, and a keyed hash each. */
    private static final Map<String, Integer> FEWER = Map.of("kgw-selfhash", 100, "gumbel-vllm-hmac", 2_000);

    private static final List<String> LAST = List.of("kgw", "gumbel-vllm-hmac", "kgw-selfhash");

    private static final Map<ScoreLaw, Limits> LIMITS = new HashMap<>();

    private Calibration() {}

    /**
     * Measures and prints.
     *
     * @param arguments how many generated texts, 20000 if left out; a folder of templated text and a tokenizer.json,
     *     neither of which need exist; names of schemes, all if left out
     */
    public static void main(String[] arguments) throws IOException {
        int tests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        List<String> wanted = arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : inOrder();
        List<Population> populations = new ArrayList<>();
        if (arguments.length > 2 && Files.exists(Path.of(arguments[2]))) {
            try (ModelTokenizer tokenizer = ModelTokenizer.read(Path.of(arguments[2]))) {
                Templated.read(Path.of(arguments[1]), tokenizer, 13)
                        .ifPresentOrElse(populations::add, () -> System.out.println("no templated text: left out"));
            }
        } else {
            System.out.println("no folder of templated text was given: generated text only");
        }
        populations.add(Population.generated(225, tests, VOCABULARY, 12));
        populations.add(Population.generated(75, tests, VOCABULARY, 11));
        for (Population population : populations) {
            print(
                    "%n%s: %,d texts, %d keys; share called marked at 1 %%, in %%%n",
                    population.name(), population.tested().size(), KEYS);
            print(
                    "%-20s %-28s %-28s %s%n",
                    "scheme", "without background", "with background: exact", "fair draw at ties");
            for (String name : wanted) {
                measure(name, population);
            }
        }
    }

    /** Those that take longest come last. */
    private static List<String> inOrder() {
        List<String> names = new ArrayList<>(Schemes.names());
        names.removeAll(LAST);
        names.addAll(LAST);
        return names;
    }

    private static void measure(String name, Population population) {
        Scheme scheme = Schemes.byName(
                name,
                name.startsWith("kgw") || name.equals("unigram")
                        ? Map.of("vocabulary", "" + population.vocabulary())
                        : Map.of());
        List<int[]> texts = population.tested();
        texts = texts.subList(0, Math.min(texts.size(), FEWER.getOrDefault(name, texts.size())));
        List<Windows> without = select(scheme, texts, Background.EMPTY);
        List<Windows> with = select(scheme, texts, population.shared());
        double[] raw = new double[KEYS];
        double[] exact = new double[KEYS];
        double[] fair = new double[KEYS];
        SplittableRandom random = new SplittableRandom(2026);
        for (int key = 0; key < KEYS; key++) {
            MarkKey drawn = scheme.drawKey(random);
            KeyedScores scores =
                    scheme.keyed(drawn) instanceof LayeredScores bits ? bits.weighted(10) : scheme.keyed(drawn);
            Limits limits = LIMITS.computeIfAbsent(scores.law(), Limits::new);
            Sums sums = name.equals("kgw") ? inOneRun(texts, scores) : (text, windows) -> windows.sum(scores);
            raw[key] = share(without, sums, limits).exact();
            Rates rates = share(with, sums, limits);
            exact[key] = rates.exact();
            fair[key] = rates.fair();
        }
        print(
                "%-20s %-28s %-28s %s%s%n",
                name,
                words(raw),
                words(exact),
                words(fair),
                texts.size() < population.tested().size() ? " (" + texts.size() + " texts)" : "");
    }

    private static String words(double[] rates) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                100 * Arrays.stream(rates).average().orElse(0),
                100 * Arrays.stream(rates).min().orElse(0),
                100 * Arrays.stream(rates).max().orElse(0));
    }

    private static List<Windows> select(Scheme scheme, List<int[]> texts, Background background) {
        Distinct distinct = Distinct.forWidth(scheme.context().width());
        return texts.stream()
                .map(text -> new WindowSelection(scheme, distinct, background, OptionalInt.empty(), OptionalInt.empty())
                        .select(Reply.of(text)))
                .toList();
    }

    /** The sum over the windows of a text. */
    private interface Sums {
        double of(int text, Windows windows);
    }

    /** Of texts whose windows are those of the bare tokens: green lists are made once for all texts. */
    private static Sums inOneRun(List<int[]> texts, KeyedScores scores) {
        int[] starts = new int[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            starts[i + 1] = starts[i] + texts.get(i).length;
        }
        int[] all = texts.stream().flatMapToInt(Arrays::stream).toArray();
        double[] each = new double[all.length - 1];
        scores.scores(all, 1, each);
        return (text, windows) -> {
            double sum = 0;
            for (int position : windows.positions()) {
                sum += each[starts[text] + position - 1];
            }
            return sum;
        };
    }

    private record Rates(double exact, double fair) {}

    private static Rates share(List<Windows> texts, Sums sums, Limits limits) {
        int judged = 0;
        double exact = 0;
        double fair = 0;
        for (int i = 0; i < texts.size(); i++) {
            int count = texts.get(i).positions().length;
            if (count == 0) {
                continue;
            }
            judged++;
            double sum = sums.of(i, texts.get(i));
            Limit limit = limits.of(count);
            if (sum >= limit.from() - 1e-9) {
                exact++;
                fair++;
            } else if (sum >= limit.from() - 1 - 1e-9) {
                fair += limit.atTie();
            }
        }
        return new Rates(exact / judged, fair / judged);
    }

    /**
     * What a sum has to reach.
     *
     * @param from the least sum whose chance is the level or less
     * @param atTie the share of texts one below that a fair draw would call marked too
     */
    private record Limit(double from, double atTie) {}

    /** Limits by number of windows. */
    private static final class Limits {
        private final ScoreLaw law;
        private final Map<Integer, Limit> known = new HashMap<>();

        private Limits(ScoreLaw law) {
            this.law = law;
        }

        private Limit of(int count) {
            return known.computeIfAbsent(count, this::find);
        }

        private Limit find(int count) {
            boolean whole = law instanceof ScoreLaw.Green || law instanceof ScoreLaw.Bits;
            double low = count * law.mean() - 1;
            double high = count * law.mean() + 6 * Math.sqrt(count * law.variance()) + 10;
            while (high - low > (whole ? 0.25 : 1e-3)) {
                double middle = (low + high) / 2;
                if (ExactTest.atLeast(law, count, middle).value() <= LEVEL) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            if (!whole) {
                return new Limit(high, 0);
            }
            double from = Math.ceil(high - 1e-9);
            double above = ExactTest.atLeast(law, count, from).value();
            double tie = ExactTest.atLeast(law, count, from - 1).value() - above;
            return new Limit(from, (LEVEL - above) / tie);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
