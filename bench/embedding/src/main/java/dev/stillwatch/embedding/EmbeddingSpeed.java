// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.FourierMean;
import dev.stillwatch.detect.PromptEmbedding;
import dev.stillwatch.detect.PromptTokens;
import dev.stillwatch.detect.WindowTest;
import dev.stillwatch.elicitation.DataSets;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Measures how many prompts a second one core splits into words, embeds, and adds to a mean or a window test, over real prompts of a data
 * folder: the best of several rounds, each after warming up.
 */
public final class EmbeddingSpeed {
    private static final long SEED = 1;
    private static final int ROUNDS = 12;
    private static final int WINDOW = 1_500;

    private EmbeddingSpeed() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("usage: EmbeddingSpeed DATA_FOLDER");
            System.exit(2);
        }
        List<String> texts = PublicTexts.trained(new DataSets(Path.of(arguments[0])), SEED);
        double length = texts.stream().mapToInt(String::length).average().orElse(0);
        out.printf("%d prompts of %.0f characters on average%n", texts.size(), length);
        int[] words = new int[1];
        measure(
                "split into words",
                texts,
                () -> text -> words[0] += PromptTokens.of(text).size(),
                out);
        PromptEmbedding embedding = PromptEmbedding.shipped();
        float[] sum = new float[1];
        measure("and embed", texts, () -> text -> sum[0] += embedding.of(text)[0], out);
        FourierMean mean = new FourierMean();
        measure("and add to a mean", texts, () -> text -> mean.add(embedding.of(text)), out);
        WindowTest test = WindowTest.fit(texts.stream().map(embedding::of).toList(), WINDOW);
        // A window that has seen a prompt does not measure it again, so every round has its own.
        measure(
                "or to a window test",
                texts,
                () -> {
                    WindowTest.Window window = test.open();
                    return text -> window.add(embedding.of(text));
                },
                out);
        // Printed so that no compiler may leave the work out.
        out.printf("(%d %.1f %d)%n", words[0], sum[0], mean.count());
    }

    private static void measure(String what, List<String> texts, Supplier<Consumer<String>> work, PrintStream out) {
        // Time of this thread on its core, so that other work on the machine counts for little.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = clock.getCurrentThreadCpuTime();
            texts.forEach(work.get());
            best = Math.min(best, (clock.getCurrentThreadCpuTime() - start) / (double) texts.size());
        }
        out.printf("%-20s %6.2f microseconds a prompt, %,9.0f prompts a second%n", what, best / 1e3, 1e9 / best);
    }
}
