// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads and replaces the published files of a log. Each is whole under its name, or not there. Not thread-safe. */
final class LogFiles {
    static final String CHECKPOINT = "checkpoint";
    static final String STAGING = "staging/";

    private final Storage storage;

    LogFiles(Storage storage) {
        this.storage = storage;
    }

    /** The checkpoint, its signatures unchecked. */
    Checkpoint checkpoint() throws IOException {
        byte[] bytes = storage.read(CHECKPOINT);
        try {
            return Checkpoint.parse(bytes);
        } catch (StillwatchException e) {
            throw new StillwatchException(storage.place() + ": the checkpoint is malformed: " + e.getMessage(), e);
        }
    }

    /** A tile's bytes, from the full tile if the partial one has been removed. */
    byte[] tile(TilePath path) throws IOException {
        try {
            return storage.read(path.toString());
        } catch (NoSuchFileException e) {
            if (path.width() == TilePath.FULL) {
                throw e;
            }
            try {
                return storage.read(path.full().toString());
            } catch (NoSuchFileException alsoMissing) {
                e.addSuppressed(alsoMissing);
                throw e;
            }
        }
    }

    /** Returns once all tiles are on disk under their names. */
    void write(List<TileFile> tiles) throws IOException {
        List<String> staged = new ArrayList<>();
        // All written before any is synced: the disk then does most of the work in one go.
        for (TileFile tile : tiles) {
            String name = STAGING + staged.size();
            staged.add(name);
            writeAnew(name, tile.bytes());
        }
        Set<String> folders = new TreeSet<>();
        for (int i = 0; i < staged.size(); i++) {
            storage.sync(staged.get(i));
            String name = tiles.get(i).path().toString();
            storage.move(staged.get(i), name);
            for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
                folders.add(name.substring(0, slash));
            }
        }
        folders.add("");
        for (String folder : folders) {
            storage.syncFolder(folder);
        }
    }

    private void writeAnew(String name, byte[] bytes) throws IOException {
        storage.delete(name);
        storage.writeAt(name, 0, bytes);
    }

    /** Returns once the checkpoint is on disk under its name. */
    void write(Checkpoint checkpoint) throws IOException {
        String staged = STAGING + CHECKPOINT;
        writeAnew(staged, checkpoint.toString().getBytes(StandardCharsets.UTF_8));
        storage.sync(staged);
        storage.move(staged, CHECKPOINT);
        storage.syncFolder("");
    }

    /** Removes the partial forms of full tiles. */
    void removePartials(List<TileFile> full) throws IOException {
        for (TileFile tile : full) {
            String folder = tile.path().partials();
            List<String> old = new ArrayList<>();
            storage.eachFile(folder, old::add);
            for (String name : old) {
                storage.delete(name);
            }
            storage.deleteFolder(folder);
        }
    }

    /** Removes what writes that were cut off have left. */
    void clearStaging() throws IOException {
        List<String> left = new ArrayList<>();
        storage.eachFile(STAGING, left::add);
        for (String name : left) {
            storage.delete(name);
        }
    }
}
