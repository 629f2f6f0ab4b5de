// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.IdentityPhrases;
import dev.stillwatch.provenance.StyleReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how many megabytes a second one thread reads, in time of the processor, so that other work on the machine does
 * not count: the style scores of each text, and the search for phrases.
 *
 * <p>Run as {@link TrainStyle}, with the data folder alone; ten seconds.
 */
public final class StyleSpeed {
    private static final int ROUNDS = 8;
    private static final double MEGABYTE = 1e6;

    private StyleSpeed() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("usage: StyleSpeed DATA_FOLDER; docs/provenance.md says what the data folder holds");
            System.exit(2);
        }
        List<String> texts = new DataFolder(Path.of(arguments[0]))
                .biscope().stream().map(LabelledText::text).toList();
        long bytes = texts.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        StyleReader reader = new StyleReader();
        IdentityPhrases phrases = IdentityPhrases.shipped();
        double[] sink = new double[1];
        Consumer<String> style = text -> sink[0] += reader.score(text).gpt4();
        Consumer<String> identity = text -> sink[0] += phrases.find(text).size();
        out.printf("style scores %.1f MB/s%n", median(texts, bytes, style));
        out.printf("identity phrases %.1f MB/s%n", median(texts, bytes, identity));
        out.printf(
                "both %.1f MB/s, %d texts, %d bytes (%.0f)%n",
                median(texts, bytes, style.andThen(identity)), texts.size(), bytes, sink[0]);
    }

    /** The median of the later rounds; the first ones warm up. */
    private static double median(List<String> texts, long bytes, Consumer<String> work) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double[] rates = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            long start = clock.getCurrentThreadCpuTime();
            texts.forEach(work);
            long nanos = clock.getCurrentThreadCpuTime() - start;
            if (round >= 0) {
                rates[round] = bytes / MEGABYTE / (nanos / 1e9);
            }
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }
}
