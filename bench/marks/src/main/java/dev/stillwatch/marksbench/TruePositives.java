// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.LayeredScores;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.MarkedSampler;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import dev.stillwatch.marks.SynthIdHf;
import dev.stillwatch.marks.WindowSelection;
import dev.stillwatch.marks.WindowSelection.Distinct;
import dev.stillwatch.marks.Windows;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * How often marked replies of a real model are found at a chance of one in a hundred, by their length.
 *
 * <p>Each reply goes on after the beginning of another story and is marked with a key of its own, so that no key's luck
 * counts. The same is done without the mark, to see that one in a hundred is what is paid. Beside the shares stand what
 * they hang on: the entropy of what tokens were drawn from, in nats, and the lift of a window's mean score, in standard
 * deviations.
 */
public final class TruePositives {
    private static final double LEVEL = 0.01;
    private static final int PROMPT = 16;
    private static final int[] LENGTHS = {10, 25, 50, 100, 200};

    private final StoryModel model;
    private final int replies;
    private final PrintStream out;

    /** @param replies how many of each kind */
    TruePositives(StoryModel model, int replies, PrintStream out) {
        this.model = model;
        this.replies = replies;
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @param arguments the model in llama2.c's format; how many replies (1000); temperatures (0.7,1); names of schemes
     */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("usage: TruePositives MODEL [REPLIES [TEMPERATURE,... [SCHEME...]]]");
        }
        StoryModel model = new StoryModel(Path.of(arguments[0]));
        int replies = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        double[] temperatures = Arrays.stream((arguments.length > 2 ? arguments[2] : "0.7,1").split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        List<String> schemes = arguments.length > 3
                ? List.of(arguments).subList(3, arguments.length)
                : List.of("synthid-hf", "synthid-deepmind", "gumbel-vllm", "kgw");
        new TruePositives(model, replies, System.out).table(temperatures, schemes);
    }

    /** One row for each scheme and temperature, as soon as it is known. */
    void table(double[] temperatures, List<String> schemes) {
        out.printf(
                Locale.ROOT,
                "%,d replies each; share found at 1 %%, in %%, at %s tokens%n%-18s %-12s %-8s %-28s %-10s %-8s %s%n",
                replies,
                Arrays.toString(LENGTHS),
                "scheme",
                "temperature",
                "entropy",
                "marked",
                "windows",
                "lift",
                "without the mark");
        for (double temperature : temperatures) {
            for (String name : schemes) {
                measure(name, temperature);
            }
        }
    }

    private void measure(String name, double temperature) {
        Scheme scheme = Schemes.byName(
                name,
                name.startsWith("kgw") || name.equals("unigram")
                        ? Map.of("vocabulary", "" + model.vocabulary())
                        : Map.of());
        SplittableRandom random = new SplittableRandom(16_180);
        Found marked = new Found();
        Found unmarked = new Found();
        double entropy = 0;
        for (int i = 0; i < replies; i++) {
            int[] prompt = model.beginning(PROMPT, random);
            MarkKey key = scheme.drawKey(random);
            KeyedScores scores = scores(scheme, key);
            model.entropy();
            marked.add(scheme, scores, prompt, written(prompt, temperature, Optional.of(scheme.sampler(key)), random));
            entropy += model.entropy();
            unmarked.add(scheme, scores, prompt, written(prompt, temperature, Optional.empty(), random));
        }
        out.printf(
                Locale.ROOT,
                "%-18s %-12s %-8.2f %-28s %-10.0f %-8.2f %s%n",
                name,
                temperature,
                entropy / replies,
                marked.shares(replies),
                (double) marked.windows / replies,
                marked.deviations / marked.windows,
                unmarked.shares(replies));
    }

    private int[] written(int[] prompt, double temperature, Optional<MarkedSampler> sampler, SplittableRandom random) {
        return model.written(prompt, LENGTHS[LENGTHS.length - 1], temperature, sampler, random);
    }

    private static KeyedScores scores(Scheme scheme, MarkKey key) {
        // The table of the fast form takes longer to make than a reply to score.
        KeyedScores scores = scheme instanceof SynthIdHf hf ? hf.keyedDirect(key) : scheme.keyed(key);
        return scores instanceof LayeredScores bits ? bits.weighted(10) : scores;
    }

    /** What was found of some replies. */
    private static final class Found {
        private final int[] found = new int[LENGTHS.length];
        private long windows;
        private double deviations;

        private void add(Scheme scheme, KeyedScores scores, int[] prompt, int[] reply) {
            for (int i = 0; i < LENGTHS.length; i++) {
                Windows chosen = new WindowSelection(
                                scheme,
                                Distinct.forWidth(scheme.context().width()),
                                Background.EMPTY,
                                OptionalInt.empty(),
                                OptionalInt.empty())
                        .select(new Reply(prompt, Arrays.copyOf(reply, LENGTHS[i])));
                int count = chosen.positions().length;
                double sum = chosen.sum(scores);
                if (ExactTest.atLeast(scores.law(), count, sum).value() <= LEVEL) {
                    found[i]++;
                }
                if (i == LENGTHS.length - 1) {
                    windows += count;
                    deviations += (sum - count * scores.law().mean())
                            / Math.sqrt(scores.law().variance());
                }
            }
        }

        private String shares(int replies) {
            StringBuilder words = new StringBuilder();
            for (int each : found) {
                words.append(String.format(Locale.ROOT, "%.1f ", 100.0 * each / replies));
            }
            return words.toString();
        }
    }
}
