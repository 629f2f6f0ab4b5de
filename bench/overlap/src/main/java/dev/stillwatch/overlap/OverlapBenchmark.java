// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.overlap;

import dev.stillwatch.duplicates.IndexKeys;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.KnownSetWriter;
import dev.stillwatch.duplicates.NearDuplicates;
import dev.stillwatch.duplicates.Overlap;
import dev.stillwatch.duplicates.OverlapIndex;
import dev.stillwatch.duplicates.ServedAnswer;
import dev.stillwatch.duplicates.ServedIndex;
import dev.stillwatch.duplicates.ServedIndexWriter;
import dev.stillwatch.duplicates.Sketcher;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Measures speed and quality on public sets; one thread.
 *
 * <p>{@code ./mvnw -pl bench/overlap -am package -DskipTests}, then
 * {@code java -cp 'bench/overlap/target/classes:bench/overlap/target/lib/*' dev.stillwatch.overlap.OverlapBenchmark
 * speed|quality|known-set|served DATA}, DATA being the folder of public sets. Prints to a file or the screen; keeps nothing.
 */
public final class OverlapBenchmark {
    private static final long SEED = 20261122;

    private final PublicTexts data;
    private final PrintStream out;

    private OverlapBenchmark(PublicTexts data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    /** Runs one measurement. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("give a measurement (speed, quality, known-set, served) and the data");
        }
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        OverlapBenchmark benchmark = new OverlapBenchmark(new PublicTexts(Path.of(arguments[1])), out);
        switch (arguments[0]) {
            case "speed" -> benchmark.speed();
            case "quality" -> benchmark.quality();
            case "known-set" -> benchmark.knownSet();
            case "served" -> benchmark.served();
            default -> throw new IllegalArgumentException("no measurement " + arguments[0]);
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** Sketching of whole texts, of short ones and of one long one. */
    private void speed() {
        List<String> essays = data.human();
        List<String> answers = data.alpacaAnswers();
        String one = String.join("\n", essays);
        for (Sketcher sketcher : List.of(Sketcher.USUAL, new Sketcher(256, 5, 1))) {
            timed(
                    "sketch, essays and reviews, " + sketcher.bins() + " bins",
                    essays,
                    text -> sketcher.sketch(text).runs());
            timed(
                    "sketch, short answers, " + sketcher.bins() + " bins",
                    answers,
                    text -> sketcher.sketch(text).runs());
            timed(
                    "sketch, one text of " + one.length() + " characters, " + sketcher.bins() + " bins",
                    List.of(one),
                    text -> sketcher.sketch(text).runs());
        }
    }

    private void timed(String what, List<String> texts, ToLongFunction<String> work) {
        long bytes = texts.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        double[] rates = new double[15];
        long sum = 0;
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        for (int round = -10; round < rates.length; round++) {
            long began = cpu.getCurrentThreadCpuTime();
            for (String text : texts) {
                sum += work.applyAsLong(text);
            }
            if (round >= 0) {
                rates[round] = bytes * 1e3 / (cpu.getCurrentThreadCpuTime() - began);
            }
        }
        Arrays.sort(rates);
        say(
                "%s: %.0f MB a processor second (median of %d; %.0f to %.0f), %,d bytes, check %d",
                what, rates[rates.length / 2], rates.length, rates[0], rates[rates.length - 1], bytes, sum);
    }

    /** Copies of known origin, by sketches and by counting every pair's runs. */
    private void quality() {
        List<String> originals = new ArrayList<>(data.human());
        data.alpacaAnswers().stream()
                .filter(text -> text.split(" ").length >= 30)
                .limit(15_000)
                .forEach(originals::add);
        LabelledTexts labelled = LabelledTexts.of(originals, SEED);
        say("%,d originals, %,d texts", originals.size(), labelled.texts().size());
        for (int width : new int[] {2, 5}) {
            for (double threshold : new double[] {0.5, 0.7}) {
                Sketcher sketcher = new Sketcher(256, width, 1);
                long began = System.nanoTime();
                Clusters clusters = new Clusters(labelled.texts().size());
                NearDuplicates search = new NearDuplicates(sketcher, threshold);
                for (String text : labelled.texts()) {
                    int number = search.size();
                    search.add(text).forEach(match -> clusters.join(number, match.text()));
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                say(
                        "sketches, width %d, threshold %.1f: %s, %.2f s",
                        width, threshold, clusters.score(labelled.origin()), seconds);
                say(
                        "exact,    width %d, threshold %.1f: %s",
                        width, threshold, exact(labelled, width, threshold).score(labelled.origin()));
            }
        }
    }

    /** Every pair that shares a run is counted, with the words as they stand: nothing of what is measured is used. */
    private static Clusters exact(LabelledTexts labelled, int width, double threshold) {
        return PlainReference.clusters(labelled.texts(), width, threshold);
    }

    /** The Alpaca set: its rows, edited rows, and texts that are none. */
    private void knownSet() throws IOException {
        List<String> prompts = data.alpacaPrompts();
        List<String> answers = data.alpacaAnswers();
        Path file = Files.createTempFile("alpaca", ".sketch");
        KnownSetWriter writer = new KnownSetWriter("alpaca52k");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            rows.add(KnownSet.identifying(prompts.get(i), answers.get(i)).toString());
        }
        rows.forEach(writer::add);
        long known = writer.write(file);
        say(
                "%,d rows, %,d different ones known, %,d too short, %,d bytes",
                rows.size(), known, writer.tooShort(), Files.size(file));
        try (KnownSet set = KnownSet.open(file)) {
            tell("rows as they are", set, rows);
            Random random = new Random(SEED);
            for (double share : new double[] {0.01, 0.03, 0.05, 0.10, 0.20}) {
                List<String> edited = new ArrayList<>();
                for (String row : rows.subList(0, 20_000)) {
                    edited.add(LabelledTexts.edited(row, rows.get(random.nextInt(rows.size())), share, random));
                }
                tell(String.format(Locale.ROOT, "%.0f %% of words replaced", 100 * share), set, edited);
            }
            tell("human essays and reviews", set, data.human());
            tell("prompts of real users", set, data.benignPrompts());
        } finally {
            Files.delete(file);
        }
    }

    private void tell(String what, OverlapIndex index, List<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            counts.merge(index.of(text).getClass().getSimpleName(), 1, Integer::sum);
        }
        say("%s: %,d texts, %s", what, texts.size(), counts);
    }

    /** Alpaca's answers as served ones; people's texts must not be called served. */
    private void served() throws IOException {
        Path folder = Files.createTempDirectory("served");
        IndexKeys keys = IndexKeys.atOrMade(folder.resolve("key.json").toString(), _ -> null);
        List<String> answers = data.alpacaAnswers();
        long bytes = answers.stream().mapToLong(String::length).sum();
        long began = System.nanoTime();
        try (ServedIndexWriter writer = ServedIndexWriter.open(folder.resolve("index"), keys, 1)) {
            answers.forEach(text ->
                    writer.add(new ServedAnswer(text, List.of(), Optional.empty(), Optional.of("text-davinci-003"))));
            writer.finish();
        }
        say("built from %,d characters in %.1f s", bytes, (System.nanoTime() - began) / 1e9);
        try (ServedIndex index = ServedIndex.open(folder.resolve("index"), keys)) {
            say("%s", index.facts());
            List<String> human = data.human();
            tell("served answers", index, answers);
            tell("human essays and reviews", index, human);
            tell("prompts of real users", index, data.benignPrompts());
            Random random = new Random(SEED);
            for (double share : new double[] {0.01, 0.03, 0.05, 0.10}) {
                List<String> edited = new ArrayList<>();
                for (String text : answers.subList(0, 20_000)) {
                    edited.add(LabelledTexts.edited(text, human.get(random.nextInt(human.size())), share, random));
                }
                tell(String.format(Locale.ROOT, "%.0f %% of words replaced", 100 * share), index, edited);
            }
            timed("look-up, essays and reviews", human, text -> index.of(text) instanceof Overlap.None ? 1 : 0);
        }
    }
}
