// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What scoring one window costs when it arrives alone, its embeddings given: nothing is shared with other windows.
 *
 * <p>The window test is timed by its definition, two references out of its twenty; processor time of one thread, best of three.
 */
final class WindowCost {
    private static final int TIMED = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private WindowCost() {}

    /** A line for each method: microseconds a query. */
    static String of(WindowPair pair, int size) {
        Random random = new Random(1);
        WindowSplit split = WindowSplit.of(pair, size, random);
        int[] window = split.window(size, 0.1, random);
        float[][] vectors = pair.items().vectors(window);
        float[][] reference = pair.items().vectors(Draw.window(split.pool(), size, random));
        GaussianKernel kernel = GaussianKernel.median(pair.items(), split.pool(), random);
        StringBuilder lines = new StringBuilder();
        double mmd = seconds(() -> {
            for (int i = 0; i < TIMED; i++) {
                Mmd.squared(vectors, reference, kernel);
            }
        });
        lines.append(line("MMD", size, mmd * Mmd.REPEATS / TIMED));
        for (WindowMethod method : List.of(
                Mahalanobis.fit(pair.items().vectors(split.pool())),
                Seat.fit(pair.items(), split.pool(), random),
                new Cap(vectors[0].length, random),
                new Prada())) {
            lines.append(line(method.name(), size, seconds(() -> {
                Items items = new Items(vectors);
                method.over(items).score(items.all());
            })));
        }
        return lines.append(StillwatchWindows.cost(pair, split.pool(), window)).toString();
    }

    static double seconds(Runnable work) {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
        }
        return best;
    }

    static String line(String method, int size, double seconds) {
        return String.format(Locale.ROOT, "| %d | %s | %.2f |%n", size, method, seconds * 1e6 / size);
    }
}
