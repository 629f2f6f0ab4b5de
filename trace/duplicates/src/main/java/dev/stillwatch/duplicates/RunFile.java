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

    /** What {@link #facts} gives for a run that is not there; no run has it, since it is in one answer or more. */
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

    private long hash(long place) {
        return content.get(CheckedFile.LONG, place * ENTRY);
    }

    private long factsAt(long place) {
        return content.get(CheckedFile.LONG, place * ENTRY + Long.BYTES);
    }

    /** The facts of a run, or {@link #ABSENT}. A few steps: hashes are uniform, so its place can be guessed. */
    long facts(long hash) {
        long low = 0;
        long high = size - 1;
        for (int step = 0; low <= high; step++) {
            long middle = step % 4 == 3 ? (low + high) >>> 1 : guess(hash, low, high);
            long there = hash(middle);
            if (there == hash) {
                return factsAt(middle);
            }
            if (Long.compareUnsigned(there, hash) < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ABSENT;
    }

    private long guess(long hash, long low, long high) {
        double from = unsigned(low == 0 ? 0 : hash(low - 1));
        double to = high == size - 1 ? 0x1p64 : unsigned(hash(high + 1));
        double part = to > from ? (unsigned(hash) - from) / (to - from) : 0.5;
        return Math.clamp(low + (long) (part * (high - low + 1)), low, high);
    }

    private static double unsigned(long value) {
        return (value >>> 1) * 2.0 + (value & 1);
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
