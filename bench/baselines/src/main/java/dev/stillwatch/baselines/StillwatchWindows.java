// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.detect.PromptEmbedding;
import dev.stillwatch.detect.WindowTest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stillwatch's own window test on the same windows, with its own embedding of the same texts, at two levels: its own alarm
 * level, and the nominal 5 % that the other methods are calibrated at.
 *
 * <p>A test learns from the pool alone, so it is kept for the next attacker with the same ordinary traffic. Not
 * thread-safe.
 */
final class StillwatchWindows {
    static final String NAME = "Stillwatch";
    private static final List<Double> LEVELS = List.of(0.003, 0.05);

    private final Map<String, WindowTest> fitted = new HashMap<>();

    /** The test as a contender for each level; {@code key} tells pools and sizes of window apart. */
    List<Contender> contenders(WindowPair pair, int[] pool, int size, String key) {
        List<float[]> embeddings =
                pair.prompts().stream().map(StillwatchWindows::embed).toList();
        WindowTest test = fitted.computeIfAbsent(key, _ -> WindowTest.fit(of(embeddings, pool), size));
        return LEVELS.stream().map(level -> contender(test, embeddings, level)).toList();
    }

    private static Contender contender(WindowTest test, List<float[]> embeddings, double level) {
        return new Contender() {
            @Override
            public String name() {
                return NAME + ", p " + level;
            }

            @Override
            public boolean flags(int[] window) {
                return test.test(of(embeddings, window)).pValue().value() <= level;
            }
        };
    }

    private static List<float[]> of(List<float[]> embeddings, int[] window) {
        return Arrays.stream(window).mapToObj(embeddings::get).toList();
    }

    private static float[] embed(String prompt) {
        return PromptEmbedding.shipped().of(prompt);
    }

    /** Lines of what a window costs: embedding its texts, and testing their embeddings; microseconds a query. */
    static String cost(WindowPair pair, int[] pool, int[] window) {
        List<String> texts = pair.texts(window);
        WindowTest test = WindowTest.fit(
                pair.texts(pool).stream().map(StillwatchWindows::embed).toList(), window.length);
        List<float[]> embeddings = texts.stream().map(StillwatchWindows::embed).toList();
        return WindowCost.line(NAME, window.length, WindowCost.seconds(() -> test.test(embeddings)))
                + WindowCost.line(
                        NAME + ", embedding",
                        window.length,
                        WindowCost.seconds(() -> texts.forEach(StillwatchWindows::embed)));
    }
}
