// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;

/**
 * The answers that a model owner has served, by keyed hashes of their runs of {@value #RUN_WORDS} words.
 *
 * <p>A run counts as rare if no unrelated text holds it that was given as common, and fewer than {@value #COMMON_ANSWERS}
 * answers do. {@link Overlap.Verbatim}: a passage of {@value #LONG_PASSAGE} words or more of which every run was served
 * and is rare, or one of {@value #SHORT_PASSAGE} where half of the text's runs or more were served.
 * {@link Overlap.Fragments}: less. With n runs in the index, a run that was not served is taken for one with a chance of
 * n / 2^64, and eight in a row, as the shortest passage needs, with the eighth power of that: what misleads is text that
 * both sides have from elsewhere. A text of fewer than {@value #RUN_WORDS} words is {@link Overlap.TooShort}.
 *
 * <p>The files are mapped, so the memory is the system's to give and take, but for three to six bytes a run that make
 * look-ups fast, 40 MiB a file at most; opening reads the files twice.
 */
public final class ServedIndex implements OverlapIndex {
    /** Words in a run. */
    public static final int RUN_WORDS = 13;

    /** A passage of so many words is verbatim whatever the rest of the text. */
    public static final int LONG_PASSAGE = 50;

    /** A passage of so many words is verbatim where it and others make up half of the text. */
    public static final int SHORT_PASSAGE = 20;

    /** A run in so many answers says nothing: the model says it to everybody. */
    public static final int COMMON_ANSWERS = 16;

    private final IndexKey key;
    private final ServedManifest manifest;
    private final List<RunFile> served = new ArrayList<>();
    private final List<RunFile> common = new ArrayList<>();
    private final List<RunLookup> servedRuns = new ArrayList<>();
    private final List<RunLookup> commonRuns = new ArrayList<>();

    private ServedIndex(IndexKey key, ServedManifest manifest) {
        this.key = key;
        this.manifest = manifest;
    }

    /**
     * Opens the index in a folder.
     *
     * @throws StillwatchException if there is none, it is damaged or cut off, or was made with none of these keys
     */
    public static ServedIndex open(Path folder, IndexKeys keys) {
        ServedManifest manifest = ServedManifest.read(folder);
        ServedIndex index = new ServedIndex(keys.matching(manifest.check(), folder.toString()), manifest);
        try {
            open(folder, manifest.served(), index.served);
            open(folder, manifest.common(), index.common);
            index.served.forEach(file -> index.servedRuns.add(new RunLookup(file)));
            index.common.forEach(file -> index.commonRuns.add(new RunLookup(file)));
            return index;
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private static void open(Path folder, NavigableMap<String, Long> names, List<RunFile> files) {
        names.forEach((name, size) -> files.add(RunFile.open(folder.resolve(name), size)));
    }

    @Override
    public String name() {
        return "served answers";
    }

    /**
     * What an index holds.
     *
     * @param answers that were put in
     * @param words in them
     * @param runs different ones that it knows
     * @param common runs of unrelated texts that it knows
     * @param sampling one run in so many is known
     * @param models that gave the answers, where logs named them
     * @param inputs logs that they came from
     */
    public record Facts(
            long answers, long words, long runs, long common, int sampling, List<String> models, int inputs) {
        public Facts {
            models = List.copyOf(models);
        }

        /** The chance that a run that was not served is taken for one. */
        public double falseRunRate() {
            return runs / 0x1p64;
        }
    }

    /** What it holds. */
    public Facts facts() {
        return new Facts(
                manifest.answers(),
                manifest.words(),
                served.stream().mapToLong(RunFile::size).sum(),
                common.stream().mapToLong(RunFile::size).sum(),
                manifest.sampling(),
                manifest.models().stream().sorted().toList(),
                manifest.inputs().size());
    }

    @Override
    public Overlap of(CharSequence text) {
        RunReader reader = new RunReader(text, RUN_WORDS, key.wordSeed());
        PassageCount count = new PassageCount(manifest.models());
        long[] runs = new long[reader.most()];
        long mask = manifest.sampling() - 1L;
        long place = 0;
        byte[] known = new byte[runs.length];
        for (int n = reader.next(runs); n > 0; n = reader.next(runs)) {
            for (int i = 0; i < n; i++) {
                runs[i] = key.run(runs[i]);
            }
            Arrays.fill(known, (byte) 0);
            servedRuns.forEach(each -> each.mark(runs, known));
            commonRuns.forEach(each -> each.mark(runs, known));
            for (int i = 0; i < n; i++, place++) {
                if ((runs[i] & mask) != 0) {
                    continue;
                }
                if (known[i] == 0) {
                    count.unknown();
                } else {
                    look(runs[i], place, count);
                }
            }
        }
        if (reader.words() < RUN_WORDS) {
            return new Overlap.TooShort(reader.words());
        }
        return count.overlap(reader.words());
    }

    private void look(long hash, long place, PassageCount count) {
        long facts = facts(servedRuns, hash);
        if (RunFacts.answers(facts) >= COMMON_ANSWERS || facts(commonRuns, hash) != RunFile.ABSENT) {
            count.common();
        } else if (facts == RunFile.ABSENT) {
            count.unknown();
        } else {
            count.served(place, facts);
        }
    }

    private static long facts(List<RunLookup> files, long hash) {
        long sum = RunFile.ABSENT;
        for (RunLookup file : files) {
            long facts = file.facts(hash);
            if (facts != RunFile.ABSENT) {
                sum = sum == RunFile.ABSENT ? facts : RunFacts.plus(sum, facts);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        served.forEach(RunFile::close);
        common.forEach(RunFile::close);
    }
}
