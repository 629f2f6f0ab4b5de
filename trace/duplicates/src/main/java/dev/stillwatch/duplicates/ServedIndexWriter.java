// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes an index of served answers, or adds to one.
 *
 * <p>Holds no text: of each run of thirteen words of an answer, a keyed hash, the first and last day, in how many answers
 * it was, and the model; 16 bytes for each different run. Memory of some 70 MB, however much is added. Of what
 * was added, all but the last million runs or so survives an interruption; {@link #taken} says where to go on.
 * The index says the same whatever the order and the number of builds it was made in. Not thread-safe; one writer at a
 * time.
 */
public final class ServedIndexWriter implements AutoCloseable {
    private static final int MOST_SAMPLING = 64;

    private final Path folder;
    private final FolderLock lock;
    private final IndexKey key;
    private final ServedRuns runs;
    private final ServedManifestParts parts;
    private final int sampling;
    private final RunFiles served;
    private final RunFiles common;

    private ServedIndexWriter(Path folder, FolderLock lock, IndexKey key, ServedManifest manifest, int places) {
        this.folder = folder;
        this.lock = lock;
        this.key = key;
        this.runs = new ServedRuns(key);
        this.parts = new ServedManifestParts(manifest);
        this.sampling = manifest.sampling();
        this.served = new RunFiles(folder, "served", parts.served, places);
        this.common = new RunFiles(folder, "common", parts.common, places);
    }

    /**
     * Opens the index in a folder, which is made where it is missing, as is the index.
     *
     * @param sampling for a new index: one run in so many is kept, 1, 2, 4 ... 64; an index keeps the one it has
     * @throws StillwatchException if the index is damaged, was made with another key, or is being written to
     */
    public static ServedIndexWriter open(Path folder, IndexKeys keys, int sampling) {
        return open(folder, keys, sampling, RunFiles.PLACES);
    }

    static ServedIndexWriter open(Path folder, IndexKeys keys, int sampling, int places) {
        if (sampling < 1 || sampling > MOST_SAMPLING || Integer.bitCount(sampling) != 1) {
            throw new StillwatchException("one run in " + sampling + " cannot be kept; take 1, 2, 4, 8, 16, 32 or 64");
        }
        FolderLock lock = FolderLock.of(folder);
        try {
            ServedManifest manifest;
            IndexKey key;
            if (ServedManifest.exists(folder)) {
                manifest = ServedManifest.read(folder);
                key = keys.matching(manifest.check(), folder.toString());
            } else {
                key = keys.primary();
                manifest = ServedManifest.empty(key.check(), sampling);
            }
            removeUnlisted(folder, manifest);
            return new ServedIndexWriter(folder, lock, key, manifest, places);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What an interrupted build has left. */
    private static void removeUnlisted(Path folder, ServedManifest manifest) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.matches("(served|common)-[0-9]+(\\.part)?|index\\.part")
                        && !manifest.served().containsKey(name)
                        && !manifest.common().containsKey(name)) {
                    Files.delete(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StillwatchException(folder + " cannot be tidied up; check that it is yours to write to", e);
        }
    }

    /** Adds an answer. */
    public void add(ServedAnswer answer) {
        ServedRuns.Found own = runs.own(answer.text(), answer.request());
        long facts = RunFacts.of(
                RunFacts.day(answer.time()), answer.model().map(this::number).orElse(RunFacts.NO_MODEL));
        for (long fingerprint : own.fingerprints()) {
            long hash = key.run(fingerprint);
            if ((hash & (sampling - 1)) == 0) {
                served.add(hash, facts);
            }
        }
        parts.answers++;
        parts.words += own.words();
    }

    /** Adds a text that has nothing to do with the model: what it holds counts as common, wherever it is found. */
    public void addCommon(CharSequence text) {
        for (long fingerprint : runs.of(text).fingerprints()) {
            long hash = key.run(fingerprint);
            if ((hash & (sampling - 1)) == 0) {
                common.add(hash, RunFacts.of(0, RunFacts.NO_MODEL));
            }
        }
    }

    private int number(String model) {
        int known = parts.models.indexOf(model);
        if (known >= 0) {
            return known + 1;
        }
        if (parts.models.size() + 1 >= RunFacts.SEVERAL_MODELS) {
            return RunFacts.NO_MODEL;
        }
        parts.models.add(model);
        return parts.models.size();
    }

    /**
     * How many records of an input are in the index.
     *
     * @param input by any name that is its own and stays; only a keyed hash of it is kept
     */
    public long taken(String input) {
        return parts.inputs.getOrDefault(hidden(input), 0L);
    }

    /** Says that so many records of an input have been added, counted from its beginning. */
    public void took(String input, long records) {
        parts.inputs.put(hidden(input), records);
        if (served.isDue() || common.isDue()) {
            // Nothing may stay in memory of records that the manifest calls taken.
            served.spill();
            common.spill();
            commit();
        }
    }

    private Optional<String> lastInput = Optional.empty();
    private String lastHidden = "";

    private String hidden(String input) {
        if (!lastInput.equals(Optional.of(input))) {
            lastInput = Optional.of(input);
            lastHidden = Long.toHexString(key.name(input));
        }
        return lastHidden;
    }

    private void commit() {
        parts.whole().write(folder);
        served.committed();
        common.committed();
    }

    /** Puts everything that was added in its place. */
    public void finish() {
        served.gather();
        common.gather();
        commit();
    }

    /** Lets others write; what is not in its place yet is lost. */
    @Override
    public void close() {
        lock.close();
    }
}
