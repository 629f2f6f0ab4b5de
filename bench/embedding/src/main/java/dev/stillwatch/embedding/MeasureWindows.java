// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.PromptEmbedding;
import dev.stillwatch.detect.WindowTest;
import dev.stillwatch.elicitation.DataSets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures the window test on pairs of public data sets, one benign and one in the attackers' place, by the protocol of
 * arXiv 2606.05725: 80 % of the benign prompts to fit on, windows of the rest with a share of attackers mixed in, drawn
 * with replacement only where there are too few. The alarm is set at a p-value, not at what these windows show.
 */
public final class MeasureWindows {
    private static final double ALARM = 0.003;
    private static final int[] SIZES = {1_500, 100};
    private static final double[] SHARES = {0, 0.05, 0.10, 0.25};
    private static final int WINDOWS = 50;
    private static final long[] SEEDS = {1, 20};

    /** The ways of measuring, their fusion and the alarm were chosen on these pairs. */
    private static final List<List<String>> DEVELOPED_ON = List.of(
            List.of("people", "alpaca"),
            List.of("people", "jailbreaks"),
            List.of("people", "gsm8k"),
            List.of("gsm8k", "alpaca"),
            List.of("t0", "alpaca"),
            List.of("t0", "people"));

    private static final List<List<String>> RESERVED = List.of(
            List.of("people", "codealpaca"),
            List.of("people", "grading"),
            List.of("people", "t0"),
            List.of("gsm8k", "codealpaca"),
            List.of("gsm8k", "jailbreaks"),
            List.of("gsm8k", "people"),
            List.of("t0", "codealpaca"),
            List.of("t0", "gsm8k"),
            List.of("chats", "alpaca"),
            List.of("alpaca", "codealpaca"),
            List.of("alpaca", "people"));

    private MeasureWindows() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("usage: MeasureWindows DATA_FOLDER");
            System.exit(2);
        }
        Map<String, List<float[]>> sets = new HashMap<>();
        PublicTexts.forWindows(new DataSets(Path.of(arguments[0])))
                .forEach((name, texts) -> sets.put(
                        name, texts.stream().map(PromptEmbedding.shipped()::of).toList()));
        out.printf(
                "alarm at p <= %.3f; %d windows for each share and each of %d seeds%n", ALARM, WINDOWS, SEEDS.length);
        for (int size : SIZES) {
            // Pairs of the same benign prompts share their split and so their test.
            Map<String, WindowTest> fitted = new HashMap<>();
            measure("developed on", DEVELOPED_ON, size, sets, fitted, out);
            measure("reserved", RESERVED, size, sets, fitted, out);
        }
    }

    private static void measure(
            String name,
            List<List<String>> pairs,
            int size,
            Map<String, List<float[]>> sets,
            Map<String, WindowTest> fitted,
            PrintStream out) {
        double[] sum = new double[SHARES.length];
        for (List<String> pair : pairs) {
            List<float[]> benign = sets.getOrDefault(pair.getFirst(), List.of());
            List<float[]> attackers = sets.getOrDefault(pair.getLast(), List.of());
            double[] alarms = new double[SHARES.length];
            for (long seed : SEEDS) {
                Random random = new Random(seed);
                List<float[]> order = new ArrayList<>(benign);
                Collections.shuffle(order, random);
                List<float[]> heldOut = order.subList(order.size() * 4 / 5, order.size());
                WindowTest test = fitted.computeIfAbsent(
                        pair.getFirst() + seed, _ -> WindowTest.fit(order.subList(0, order.size() * 4 / 5), size));
                alarms(test, heldOut, attackers, size, random, alarms);
            }
            boolean repeats = benign.size() / 5 < size;
            print(name, pair.getFirst() + " / " + pair.getLast() + (repeats ? " *" : ""), size, alarms, out);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += alarms[i] / pairs.size();
            }
        }
        print(name, "mean", size, sum, out);
    }

    private static void alarms(
            WindowTest test, List<float[]> heldOut, List<float[]> attackers, int size, Random random, double[] alarms) {
        for (int i = 0; i < SHARES.length; i++) {
            int harvested = (int) Math.round(SHARES[i] * size);
            for (int w = 0; w < WINDOWS; w++) {
                List<float[]> window = draw(heldOut, size - harvested, random);
                window.addAll(draw(attackers, harvested, random));
                if (test.test(window).pValue().value() <= ALARM) {
                    alarms[i] += 100.0 / WINDOWS / SEEDS.length;
                }
            }
        }
    }

    private static List<float[]> draw(List<float[]> from, int count, Random random) {
        List<float[]> drawn = new ArrayList<>();
        if (from.size() >= count) {
            List<float[]> order = new ArrayList<>(from);
            Collections.shuffle(order, random);
            drawn.addAll(order.subList(0, count));
        } else {
            random.ints(count, 0, from.size()).forEach(i -> drawn.add(from.get(i)));
        }
        return drawn;
    }

    private static void print(String name, String pair, int size, double[] alarms, PrintStream out) {
        out.printf(
                "%-12s %-22s n %4d: FPR %5.2f %%, at 5 %% %5.1f %%, at 10 %% %5.1f %%, at 25 %% %5.1f %%%n",
                name, pair, size, alarms[0], alarms[1], alarms[2], alarms[3]);
    }
}
