// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import dev.stillwatch.parties.EntryKind;
import dev.stillwatch.parties.ListEntry;
import dev.stillwatch.parties.ListFormat;
import dev.stillwatch.parties.ListLoad;
import dev.stillwatch.parties.ListReader;
import dev.stillwatch.parties.ListedName;
import dev.stillwatch.parties.MatchScore;
import dev.stillwatch.parties.ScreeningIndex;
import dev.stillwatch.parties.ScreeningQuery;
import dev.stillwatch.parties.ScreeningResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Screening against full lists: entries beside an independent count, alerts on ordinary names, recall, speed.
 *
 * <p>{@code dev.stillwatch.screening.ScreeningBenchmark LISTS-FOLDER [PAIRS.csv]}
 */
public final class ScreeningBenchmark {
    /** Every so many names only: {@code -Dsample=10} for a quick look. */
    private static final int SAMPLE = Integer.getInteger("sample", 1);

    private static final int ORDINARY = 100_000 / SAMPLE;
    private static final int TIMED = ORDINARY / 4;
    private static final long SEED = 1;
    private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.75, 0.78, 0.8, 0.82, 0.85, 0.9, 0.93};

    private final ScreeningIndex index;
    private final List<ListLoad.Loaded> lists;

    private ScreeningBenchmark(List<ListLoad.Loaded> lists) {
        this.lists = lists;
        long start = System.nanoTime();
        index = new ScreeningIndex(lists);
        System.out.printf(
                Locale.ROOT,
                "index: %d entries, %d names, built in %.1f s%n",
                index.entryCount(),
                index.nameCount(),
                (System.nanoTime() - start) / 1e9);
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || !Files.isDirectory(Path.of(arguments[0]))) {
            System.err.println("usage: ScreeningBenchmark LISTS-FOLDER [PAIRS.csv]; the folder holds sdn.csv, alt.csv,"
                    + " add.csv, csl.csv, dpl.txt, UN_consolidated.xml, each may be packed as .gz");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        List<ListLoad.Loaded> lists = new ArrayList<>();
        for (ListLoad load : ListReader.readAll(folder, Instant.EPOCH)) {
            switch (load) {
                case ListLoad.Refused refused -> System.out.println("refused: " + refused);
                case ListLoad.Loaded loaded -> {
                    lists.add(loaded);
                    System.out.printf(
                            Locale.ROOT,
                            "%s: %d entries; counted apart: %d; complete: %s; problems: %s%n",
                            loaded.snapshot().format(),
                            loaded.entries().size(),
                            counted(loaded.snapshot().format(), folder),
                            loaded.snapshot().complete(),
                            loaded.problems());
                }
            }
        }
        ScreeningBenchmark benchmark = new ScreeningBenchmark(lists);
        benchmark.ordinary();
        benchmark.recall();
        if (arguments.length > 1) {
            PairBenchmark.run(Path.of(arguments[1]), false);
        }
    }

    /** Entries in the file by a plain count that shares nothing with the readers. */
    private static long counted(ListFormat format, Path folder) throws IOException {
        String name = format.fileNames().getFirst();
        Path packed = folder.resolve(name + ".gz");
        String text;
        try (InputStream in = Files.exists(packed)
                ? new GZIPInputStream(Files.newInputStream(packed))
                : Files.newInputStream(folder.resolve(name))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String pattern = switch (format) {
            case OFAC_LEGACY_CSV -> "(?m)^[0-9]+,";
            case CONSOLIDATED_CSV -> "(?m)^\"[0-9a-f]+\",\"[A-Z]";
            case DENIED_PERSONS_TEXT -> "(?m)^\"(?!Name\"\t).*\t";
            case UN_XML -> "<(?:INDIVIDUAL|ENTITY)>";
        };
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private void ordinary() {
        List<ScreeningQuery> queries = new OrdinaryNames().make(ORDINARY, SEED);
        queries.subList(0, ORDINARY / 10).forEach(index::screen);
        MatchScore lowest = new MatchScore(THRESHOLDS[0]);
        int[] alerts = new int[THRESHOLDS.length];
        int[] firms = new int[THRESHOLDS.length];
        long count = queries.stream()
                .filter(query -> query.kind() == EntryKind.ENTITY)
                .count();
        List<String> examples = new ArrayList<>();
        for (ScreeningQuery query : queries) {
            ScreeningResult result = index.screen(query, lowest);
            for (int t = 0; t < THRESHOLDS.length; t++) {
                boolean alert = !result.hits().isEmpty()
                        && result.hits().getFirst().match().score().reaches(new MatchScore(THRESHOLDS[t]));
                alerts[t] += alert ? 1 : 0;
                firms[t] += alert && query.kind() == EntryKind.ENTITY ? 1 : 0;
            }
            if (examples.size() < 20
                    && !result.hits().isEmpty()
                    && result.hits().getFirst().match().score().reaches(ScreeningIndex.DEFAULT_THRESHOLD)) {
                var match = result.hits().getFirst().match();
                examples.add(match.asked() + " ~ " + match.listed().text() + " " + match.score());
            }
        }
        for (int t = 0; t < THRESHOLDS.length; t++) {
            System.out.printf(
                    Locale.ROOT,
                    "alerts on ordinary names at %.2f: %.3f %% (persons %.3f %%, firms %.3f %%)%n",
                    THRESHOLDS[t],
                    100.0 * alerts[t] / ORDINARY,
                    100.0 * (alerts[t] - firms[t]) / (ORDINARY - count),
                    100.0 * firms[t] / count);
        }
        System.out.println("for example: " + examples);
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            queries.subList(0, TIMED).forEach(index::screen);
            System.out.printf(
                    Locale.ROOT, "%.0f screens a second of one thread%n", TIMED / ((System.nanoTime() - start) / 1e9));
        }
    }

    private void recall() {
        for (Treatment treatment : Treatment.values()) {
            Random random = new Random(SEED);
            int tried = 0;
            int found = 0;
            List<String> missed = new ArrayList<>();
            for (ListLoad.Loaded list : lists) {
                for (int i = 0; i < list.entries().size(); i += SAMPLE) {
                    ListEntry entry = list.entries().get(i);
                    for (ListedName name : entry.names()) {
                        if (name.strength() == ListedName.Strength.WEAK
                                || (treatment != Treatment.AS_LISTED
                                        && name.strength() != ListedName.Strength.PRIMARY)) {
                            continue;
                        }
                        var treated = treatment.apply(name.text(), entry.kind(), random);
                        if (treated.isEmpty()) {
                            continue;
                        }
                        tried++;
                        boolean hit = index.screen(ScreeningQuery.of(treated.get(), entry.kind())).hits().stream()
                                .anyMatch(other -> other.entry().equals(entry));
                        found += hit ? 1 : 0;
                        if (!hit && missed.size() < 6) {
                            missed.add(treated.get() + " ~ " + name.text());
                        }
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "recall %s at %s: %.2f %% (%d of %d); missed: %s%n",
                    treatment,
                    ScreeningIndex.DEFAULT_THRESHOLD,
                    100.0 * found / tried,
                    found,
                    tried,
                    missed);
        }
    }
}
