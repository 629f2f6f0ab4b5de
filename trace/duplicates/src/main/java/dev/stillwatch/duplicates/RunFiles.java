// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/*
 * Runs collect in a buffer, which is written to a file when it is full. Eight files of about one size are merged into
 * one, so that each run is rewritten a few times at most, and in the end all are. Files that were merged stay until the
 * manifest no longer lists them.
 */
/** The files of one kind of an index that is being written. Not thread-safe. */
final class RunFiles {
    /** A million runs of 32 bytes. */
    static final int PLACES = 1 << 20;

    private static final int MERGED = 8;

    private final Path folder;
    private final String kind;
    private final NavigableMap<String, Long> listed;
    private final int places;
    private final List<Path> obsolete = new ArrayList<>();
    private RunBuffer buffer = new RunBuffer(0);
    private long next;
    private boolean spilled;

    /**
     * The files in a folder.
     *
     * @param listed their names and sizes, which are kept up to date
     */
    RunFiles(Path folder, String kind, NavigableMap<String, Long> listed, int places) {
        this.folder = folder;
        this.kind = kind;
        this.listed = listed;
        this.places = places;
        for (String name : listed.keySet()) {
            next = Math.max(next, Long.parseLong(name.substring(kind.length() + 1)) + 1);
        }
    }

    void add(long hash, long facts) {
        if (buffer.isFull()) {
            spill();
            buffer = buffer.isFull() ? new RunBuffer(places) : buffer;
        }
        buffer.add(hash, facts);
    }

    /** Writes what is in memory to a file. */
    void spill() {
        if (!buffer.isEmpty()) {
            String name = name();
            listed.put(name, RunFile.write(folder.resolve(name), buffer::drain));
            spilled = true;
            mergeAlike();
        }
    }

    private String name() {
        return kind + "-" + next++;
    }

    private void mergeAlike() {
        for (int tier = 0; tier < Long.SIZE; tier++) {
            int size = tier;
            List<String> alike = listed.keySet().stream()
                    .filter(name -> tier(listed.getOrDefault(name, 0L)) == size)
                    .toList();
            if (alike.size() >= MERGED) {
                merge(alike);
            }
        }
    }

    /** Files of which one is less than eight times as large as another may be of one tier. */
    private static int tier(long size) {
        return (Long.SIZE - Long.numberOfLeadingZeros(size)) / 3;
    }

    private void merge(List<String> names) {
        List<RunFile> files = new ArrayList<>();
        try {
            for (String name : names) {
                files.add(RunFile.open(folder.resolve(name), listed.getOrDefault(name, 0L)));
            }
            String merged = name();
            long size = RunFile.write(folder.resolve(merged), sink -> RunFile.merge(files, sink));
            names.forEach(name -> obsolete.add(folder.resolve(name)));
            names.forEach(listed::remove);
            listed.put(merged, size);
        } finally {
            files.forEach(RunFile::close);
        }
    }

    /** Writes what is in memory and leaves one file. */
    void gather() {
        spill();
        if (listed.size() > 1) {
            merge(List.copyOf(listed.keySet()));
        }
    }

    /** Whether it is time to put things in their place: memory is nearly full, or files are not listed yet. */
    boolean isDue() {
        return spilled || buffer.isNearlyFull();
    }

    /** The manifest lists what there is: the rest can go. */
    void committed() {
        spilled = false;
        for (Path file : obsolete) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new StillwatchException(file + " cannot be deleted; check the folder's permissions", e);
            }
        }
        obsolete.clear();
    }
}
