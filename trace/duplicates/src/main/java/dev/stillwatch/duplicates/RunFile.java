// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs on disk: 16 bytes each, in the order of their hashes as unsigned numbers. Thread-safe. */
final class RunFile implements AutoCloseable {
    static final String REMEDY = "build the index again from its logs: stillwatch index build";

    /** Stands for the facts of a run that is not there; no run has it, since it is in one answer or more. */
    static final long ABSENT = 0;

    private static final long MAGIC = 0x3130534E55525753L; // SWRUNS01
    private static final int ENTRY = 2 * Long.BYTES;
    private static final String WHAT = "part of an index of served answers";

    private final CheckedFile file;
    private final MemorySegment content;
    private final long size;

    private RunFile(CheckedFile file, long size) {
        this.file = file;
        this.content = file.content();
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @param size how many runs it must have
     */
    static RunFile open(Path path, long size) {
        CheckedFile file = CheckedFile.open(path, MAGIC, WHAT, REMEDY);
        if (file.content().byteSize() != size * ENTRY) {
            file.close();
            throw new StillwatchException(
                    "the " + WHAT + " " + path + " is not the one that the index lists; " + REMEDY);
        }
        return new RunFile(file, size);
    }

    /** Writes a file of what {@code runs} gives, in order, and returns how many those were. */
    static long write(Path path, Consumer<RunBuffer.RunSink> runs) {
        long[] count = new long[1];
        try (CheckedFileWriter out = new CheckedFileWriter(path, MAGIC)) {
            runs.accept((hash, facts) -> {
                out.putLong(hash);
                out.putLong(facts);
                count[0]++;
            });
            out.finish();
        }
        return count[0];
    }

    long size() {
        return size;
    }

    /** The hash at a place, from 0. */
    long hash(long place) {
        return content.get(CheckedFile.LONG, place * ENTRY);
    }

    long factsAt(long place) {
        return content.get(CheckedFile.LONG, place * ENTRY + Long.BYTES);
    }

    /** Gives the runs of several files, in order, each once. */
    static void merge(List<RunFile> files, RunBuffer.RunSink sink) {
        long[] at = new long[files.size()];
        List<Integer> open = new ArrayList<>();
        for (int f = 0; f < at.length; f++) {
            if (files.get(f).size > 0) {
                open.add(f);
            }
        }
        while (!open.isEmpty()) {
            long least = files.get(open.getFirst()).hash(at[open.getFirst()]);
            for (int f : open) {
                long hash = files.get(f).hash(at[f]);
                least = Long.compareUnsigned(hash, least) < 0 ? hash : least;
            }
            long sum = ABSENT;
            for (int f : open) {
                RunFile file = files.get(f);
                if (file.hash(at[f]) == least) {
                    long facts = file.factsAt(at[f]++);
                    sum = sum == ABSENT ? facts : RunFacts.plus(sum, facts);
                }
            }
            open.removeIf(f -> at[f] == files.get(f).size);
            sink.accept(least, sum);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
