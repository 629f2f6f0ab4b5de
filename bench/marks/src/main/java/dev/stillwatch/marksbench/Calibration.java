// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.Background;
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
 * by a fair draw, which can. Whether keys differ by more than sampling explains is tested as well.
 */
public final class Calibration {
    private static final double LEVEL = 0.01;
    /** Drawn afresh after the method was settled. */
    private static final long KEY_SEED = 31_415;

    /** An even number; a third of them for slow schemes. */
    private static final int KEYS = 24;

    private static final int VOCABULARY = 30_000;
    /** Slow ones get fewer texts, so that it ends: green lists made anew for each window, and a keyed hash each. */
    private static final Map<String, Integer> FEWER = Map.of("kgw-selfhash", 2_000, "gumbel-vllm-hmac", 20_000);

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
                populations.addAll(Templated.read(Path.of(arguments[1]), tokenizer, 13));
            }
        } else {
            System.out.println("no folder of templated text was given: generated text only");
        }
        populations.add(Population.generated(225, tests, VOCABULARY, 12));
        populations.add(Population.generated(75, tests, VOCABULARY, 11));
        for (Population population : populations) {
            print(
                    "%n%s: %,d texts; share called marked at 1 %%, in %%: mean over keys, least and most%n",
                    population.name(), population.tested().size());
            print(
                    "%-20s %-28s %-28s %-28s %s%n",
                    "scheme",
                    "without background",
                    "with background: exact",
                    "fair draw at ties",
                    "scatter over keys by sampling's, its chance; scored");
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
        int keys = name.startsWith("kgw") || name.equals("gumbel-vllm-hmac") ? KEYS / 3 : KEYS;
        Rates raw = new Rates(without);
        Rates rates = new Rates(with);
        SplittableRandom random = new SplittableRandom(KEY_SEED);
        for (int key = 0; key < keys; key++) {
            MarkKey drawn = scheme.drawKey(random);
            KeyedScores scores =
                    scheme.keyed(drawn) instanceof LayeredScores bits ? bits.weighted(10) : scheme.keyed(drawn);
            Limits limits = LIMITS.computeIfAbsent(scores.law(), law -> new Limits(law, LEVEL));
            Sums sums = name.startsWith("kgw") ? inOneRun(texts, scores) : (text, windows) -> windows.sum(scores);
            raw.add(sums, limits);
            rates.add(sums, limits);
        }
        print(
                "%-20s %-28s %-28s %-28s %.2f, p %.2g; %.0f %% of tokens, %,d texts, %d keys%n",
                name,
                raw.exact(),
                rates.exact(),
                rates.fair(),
                rates.scatter(LEVEL),
                rates.chanceOfScatter(LEVEL),
                100.0
                        * rates.windows()
                        / texts.stream().mapToLong(text -> text.length).sum(),
                rates.judged(),
                keys);
    }

    private static List<Windows> select(Scheme scheme, List<int[]> texts, Background background) {
        Distinct distinct = Distinct.forWidth(scheme.context().width());
        return texts.stream()
                .map(text -> new WindowSelection(scheme, distinct, background, OptionalInt.empty(), OptionalInt.empty())
                        .select(Reply.of(text)))
                .toList();
    }

    /** Of texts whose windows are those of the bare tokens: green lists are made once for all texts. */
    private static Sums inOneRun(List<int[]> texts, KeyedScores scores) {
        int[] starts = new int[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            starts[i + 1] = starts[i] + texts.get(i).length;
        }
        int[] all = texts.stream().flatMapToInt(Arrays::stream).toArray();
        int width = scores.contextWidth();
        double[] each = new double[all.length - width];
        scores.scores(all, width, each);
        return (text, windows) -> {
            double sum = 0;
            for (int position : windows.positions()) {
                sum += each[starts[text] + position - width];
            }
            return sum;
        };
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
