// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.weights.Decoding;
import dev.stillwatch.weights.LeakReading;
import dev.stillwatch.weights.LeakTrace;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.TraceVerdict;
import dev.stillwatch.weights.WeightKey;
import dev.stillwatch.weights.WeightKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Attacks marked copies of all-MiniLM-L6-v2 and prints whom the weights name: the table of docs/weights.md.
 *
 * <p>Every suspect is written as a file and traced like one. Ten thousand recipients are registered, so that all but those
 * whose copies were used are innocent. Arguments: the original in bfloat16 as {@link MakeModel} writes it, a folder for the
 * key and the copies, and an amplitude, or amplitude:symbols:spacing with a folder of their own; and, to trace these alone,
 * what {@link TuneModel} made of the copy of {@code r0}, or the word "moved" for {@link Symmetries}.
 */
public final class Robustness {
    private static final int RECIPIENTS = 10_000;
    private static final int SYMBOLS = 20_000;

    private final PrintStream out;
    private final Path folder;
    private final Path original;
    private final Model base;
    private final MarkedCopies copies;
    private final WeightKey key;
    private final MarkSettings settings;
    private final List<String> recipients =
            IntStream.range(0, RECIPIENTS).mapToObj(i -> "r" + i).toList();

    private Robustness(Path original, Path folder, String marks, PrintStream out) throws IOException {
        this.out = out;
        this.folder = Files.createDirectories(folder);
        this.original = original;
        base = ModelFolder.read(original);
        key = WeightKeys.atOrMade("file:" + folder.resolve("key.json"), _ -> null)
                .primary();
        settings = settings(marks.split(":", -1));
        copies = new MarkedCopies(original, folder, key, settings);
    }

    private static MarkSettings settings(String[] marks) {
        double amplitude = Double.parseDouble(marks[0]);
        return new MarkSettings(
                marks.length > 1 ? Integer.parseInt(marks[1]) : SYMBOLS,
                amplitude < 0.006 ? 10 : 20,
                amplitude,
                marks.length > 2 ? Integer.parseInt(marks[2]) : 1);
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length < 3) {
            out.println("usage: Robustness ORIGINAL FOLDER AMPLITUDE[:SYMBOLS[:SPACING]] [moved|TUNED.safetensors...]");
            System.exit(2);
        }
        Robustness run = new Robustness(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], out);
        if (arguments.length == 3) {
            run.single();
            run.coalitions();
        }
        for (int i = 3; i < arguments.length; i++) {
            if (arguments[i].equals("moved")) {
                run.moved();
            } else {
                run.trained(Path.of(arguments[i]));
            }
        }
    }

    private void single() throws IOException {
        Model copy = copies.of("r0");
        out.printf(
                "%s, mark moves by %.5f of the rows' rms, int8 by %.5f%n",
                settings, base.distance(copy), base.distance(Attacks.int8(base)));
        traced("unmarked", base, 0);
        traced("unmarked, int4", Attacks.asymmetric(base, 4, 128), 0);
        traced("none", copy, 1);
        traced("int8 per channel", Attacks.int8(copy), 1);
        traced("int4 g128", Attacks.asymmetric(copy, 4, 128), 1);
        traced("Q4_0", Attacks.q4(copy), 1);
        traced("int3 g128", Attacks.asymmetric(copy, 3, 128), 1);
        traced("int2 g64", Attacks.asymmetric(copy, 2, 64), 1);
        for (int percent : new int[] {30, 50, 70}) {
            traced("pruned " + percent + " %", Attacks.pruned(copy, percent / 100.0), 1);
        }
        for (double noise : new double[] {0.02, 0.05, 0.1, 0.3, 1}) {
            traced("noise " + noise, Attacks.noise(copy, noise, 1), 1);
        }
        traced(
                "noise 0.05, pruned 50 %, int4",
                Attacks.asymmetric(Attacks.pruned(Attacks.noise(copy, 0.05, 1), 0.5), 4, 128), 1);
        Model sibling = Attacks.noise(base, 0.05, 2);
        traced("merged 50/50 with a sibling", Attacks.merged(copy, 0.5, sibling), 1);
        traced("merged 20/80", Attacks.merged(copy, 0.2, sibling), 1);
    }

    private void moved() throws IOException {
        Model copy = copies.of("r0");
        traced("stranger, moved", Symmetries.moved(Symmetries.stranger(base, 1), 1), 0);
        traced("unmarked, moved, scaled 20", Symmetries.moved(Symmetries.scaled(base, 0.05, 2), 1), 0);
        Model moved = Symmetries.moved(copy, 1);
        traced("moved", moved, 1);
        traced("moved, int8", Attacks.int8(moved), 1);
        traced("moved, int4", Attacks.asymmetric(moved, 4, 128), 1);
        traced("moved, Q4_0", Attacks.q4(moved), 1);
        traced("moved, int3", Attacks.asymmetric(moved, 3, 128), 1);
        traced("moved, int2 g64", Attacks.asymmetric(moved, 2, 64), 1);
        traced("moved, pruned 50 %", Attacks.pruned(moved, 0.5), 1);
        traced("moved, noise 0.1", Attacks.noise(moved, 0.1, 1), 1);
        traced(
                "moved, noise 0.05, pruned 50 %, int4",
                Attacks.asymmetric(Attacks.pruned(Attacks.noise(moved, 0.05, 1), 0.5), 4, 128), 1);
        for (double least : new double[] {0.33, 0.05}) {
            Model scaled = Symmetries.scaled(copy, least, 2);
            String what = "scaled " + Math.round(1 / least);
            traced(what, scaled, 1);
            traced(what + ", int8", Attacks.int8(scaled), 1);
            traced(what + ", int4", Attacks.asymmetric(scaled, 4, 128), 1);
            traced(what + ", Q4_0", Attacks.q4(scaled), 1);
            Model both = Symmetries.moved(scaled, 1);
            traced(what + ", moved", both, 1);
            traced(what + ", moved, int8", Attacks.int8(both), 1);
            traced(what + ", moved, int4", Attacks.asymmetric(both, 4, 128), 1);
        }
    }

    private void trained(Path file) throws IOException {
        Model model = ModelFolder.read(file);
        Model copy = copies.of(recipients.getFirst());
        out.printf("%s: moved by %.4f of the rows' rms%n", file.getFileName(), copy.distance(model));
        traced("trained on", model, 1);
        traced("trained on, int4", Attacks.asymmetric(model, 4, 128), 1);
        traced("trained on, pruned 50 %, int4", Attacks.asymmetric(Attacks.pruned(model, 0.5), 4, 128), 1);
    }

    private void coalitions() throws IOException {
        for (int size : new int[] {2, 5, 10, 20}) {
            List<Model> members = new ArrayList<>();
            for (String recipient : recipients.subList(0, size)) {
                members.add(copies.of(recipient));
            }
            Model average = Attacks.average(members);
            traced(size + " copies, average", average, size);
            traced(size + " copies, average, int4", Attacks.asymmetric(average, 4, 128), size);
            traced(
                    size + " copies, random pick, int4",
                    Attacks.asymmetric(Attacks.randomPick(members, 3), 4, 128),
                    size);
            traced(
                    size + " copies, minority, int4",
                    Attacks.asymmetric(Attacks.minority(members, base, 4), 4, 128),
                    size);
        }
    }

    /** Traces a suspect that the first of the recipients made. */
    private void traced(String what, Model suspect, int members) throws IOException {
        Path file = ModelFolder.write(suspect, ElementType.F32, folder.resolve("suspect.safetensors"));
        try (ModelFiles from = ModelFiles.open(original);
                ModelFiles leaked = ModelFiles.open(file)) {
            LeakReading reading = LeakReading.of(from, leaked, key, settings, (_, _) -> {});
            TraceVerdict verdict = LeakTrace.CERTIFIED.verdict(reading, recipients);
            List<Map<Decoding, Double>> all = LeakTrace.CERTIFIED.deviations(reading, recipients);
            out.printf(
                    "%-36s %s%s; innocents at most %.2f; %s; read %.3f%n",
                    what,
                    words(verdict, members),
                    deviations(all.subList(0, members)),
                    all.subList(members, all.size()).stream()
                            .flatMap(each -> each.values().stream())
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(0),
                    new TreeMap<>(reading.comparison().found()),
                    (double) reading.comparison().weightsRead()
                            / reading.comparison().weights());
        } finally {
            Files.delete(file);
        }
    }

    private String words(TraceVerdict verdict, int members) {
        return switch (verdict) {
            case TraceVerdict.Named named -> {
                long right = named.accused().stream()
                        .filter(each -> recipients.indexOf(each.recipient()) < members)
                        .count();
                yield "names " + right + " of " + members + ", "
                        + (named.accused().size() - right) + " innocents";
            }
            case TraceVerdict.Nobody _ -> "nobody";
            case TraceVerdict.CannotTell _ -> "cannot tell";
        };
    }

    private static String deviations(List<Map<Decoding, Double>> members) {
        if (members.isEmpty()) {
            return "";
        }
        Map<Decoding, double[]> ends = new TreeMap<>();
        for (Map<Decoding, Double> member : members) {
            member.forEach((decoding, z) -> {
                double[] end = ends.computeIfAbsent(decoding, _ -> new double[] {z, z});
                end[0] = Math.min(end[0], z);
                end[1] = Math.max(end[1], z);
            });
        }
        StringBuilder text = new StringBuilder("; Z");
        ends.forEach((decoding, end) ->
                text.append(String.format(" %s %.1f…%.1f", decoding.name().toLowerCase(Locale.ROOT), end[0], end[1])));
        return text.toString();
    }
}
