// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.exchange.StillwatchException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Runs the window protocol of arXiv 2606.05725 on public prompt sets, for every published window method.
 *
 * <p>Run after {@code mvn -pl bench/baselines -am package}:
 *
 * <pre>java -Xmx4g -cp 'bench/baselines/target/classes:bench/baselines/target/lib/*' \
 *   dev.stillwatch.baselines.CompareOnWindows DATA_FOLDER CACHE_FILE [WINDOWS [DRAWS [SIZE...]]]</pre>
 *
 * <p>For each pair and seed: {@code WINDOWS} (50) benign windows and as many for each attacker's share, thresholds from
 * {@code DRAWS} (1,000) ordinary windows; {@code -Dmethods=MMD,SEAT} runs some of them only, on the same windows. Embeddings are kept in the cache file; computing them takes about half an hour
 * of one core, everything else about as long.
 */
public final class CompareOnWindows {
    private static final List<Long> SEEDS = List.of(1L, 20L, 42L);
    private static final String ALL = "MMD,Mahalanobis,SEAT,CAP,PRADA," + StillwatchWindows.NAME;
    private static final String HEADER = " benign FPR | 5 %% | 10 %% | 25 %% | 50 %% | 100 %% |%n";

    private final PrintStream out;
    private final int windows;
    private final WindowContenders contenders;
    private final WindowResults results = new WindowResults();

    private CompareOnWindows(PrintStream out, int windows, int draws, Predicate<String> wanted) {
        this.out = out;
        this.windows = windows;
        this.contenders = new WindowContenders(draws, wanted);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length < 2) {
            out.println("usage: CompareOnWindows DATA_FOLDER CACHE_FILE [WINDOWS [DRAWS [SIZE...]]]");
            System.exit(2);
        }
        List<String> names = List.of(System.getProperty("methods", ALL).split(","));
        int windows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
        int draws = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1_000;
        List<Integer> sizes = arguments.length > 4
                ? List.of(arguments).subList(4, arguments.length).stream()
                        .map(Integer::valueOf)
                        .toList()
                : List.of(100, 1_500);
        try {
            PromptSets sets = new PromptSets(Path.of(arguments[0]));
            try (BgeEncoder encoder = new BgeEncoder(Path.of(arguments[1]))) {
                new CompareOnWindows(out, windows, draws, names::contains).run(sets, encoder, sizes);
            }
        } catch (StillwatchException e) {
            out.println(e.getMessage());
            System.exit(3);
        }
    }

    private void run(PromptSets sets, BgeEncoder encoder, List<Integer> sizes) {
        out.printf("%d windows a share and seed; share of windows flagged, in percent%n%n", windows);
        out.printf("| n | benign / attacker | method |" + HEADER);
        for (String benign : PromptSets.benignNames()) {
            WindowPair ordinary = WindowPair.of(sets, benign, encoder);
            for (String attacker : PromptSets.attackerNames()) {
                if (!attacker.equals(benign)) {
                    run(ordinary.against(sets, attacker, encoder), sizes);
                }
            }
        }
        out.printf("%nmeans over pairs%n%n| n | method |" + HEADER);
        out.print(results.means());
        out.printf("%nmicroseconds a query, on one core%n%n");
        WindowPair pair = WindowPair.of(sets, "people", encoder).against(sets, "alpaca", encoder);
        sizes.forEach(size -> out.print(WindowCost.of(pair, size)));
        out.printf(
                Locale.ROOT,
                "embedding with %s: %.0f%n",
                encoder.name(),
                encoder.microsecondsUncached(sets.attacker("alpaca").subList(0, 200)));
    }

    private void run(WindowPair pair, List<Integer> wanted) {
        List<Integer> sizes =
                wanted.stream().filter(size -> WindowSplit.sensible(pair, size)).toList();
        for (long seed : SEEDS) {
            WindowSplit split = WindowSplit.of(pair, Collections.max(sizes), new Random(seed));
            contenders.fit(pair, sizes, split, seed).forEach((size, fitted) -> {
                Random random = new Random(seed + 2 + size);
                for (double share : WindowResults.SHARES) {
                    for (int w = 0; w < windows; w++) {
                        int[] window = split.window(size, share, random);
                        fitted.forEach(contender ->
                                results.add(size, pair.name(), contender.name(), share, contender.flags(window)));
                    }
                }
            });
        }
        wanted.forEach(size -> out.print(
                sizes.contains(size)
                        ? results.lines(size, pair.name())
                        : "| " + size + " | " + pair.name() + " | too few ordinary prompts |\n"));
    }
}
