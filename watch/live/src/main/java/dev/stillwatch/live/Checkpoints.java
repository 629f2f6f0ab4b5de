// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last two checkpoints in a folder: a new one takes the place of the older when it is wholly on the disk.
 *
 * <p>Used by one thread of one process at a time.
 */
final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("checkpoint-([0-9]{12})");
    private static final int KEPT = 2;

    private final Path folder;
    private final LiveSettings settings;
    /** Where those on disk have read up to, by number. */
    private final TreeMap<Long, JournalPosition> positions = new TreeMap<>();

    Checkpoints(Path folder, LiveSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * The newest state that can be read; empty where there is none. {@code noticed} is told of those that cannot be.
     *
     * @throws StillwatchException when the folder cannot be read, or a later release wrote the newest one
     */
    Optional<LiveTraffic> load(Consumer<String> noticed) {
        positions.clear();
        Path reading = folder;
        try {
            OwnerOnly.createFolder(folder);
            NavigableMap<Long, Path> files = files();
            for (Map.Entry<Long, Path> file : files.descendingMap().entrySet()) {
                reading = file.getValue();
                try {
                    LiveTraffic state = CheckpointFile.read(reading, settings);
                    positions.put(file.getKey(), state.position());
                    return Optional.of(state);
                } catch (CheckpointFile.DamagedException e) {
                    noticed.accept(reading + " is damaged (" + e.getMessage()
                            + ") and is not used; what it held is read again from the journal");
                }
            }
            if (!files.isEmpty()) {
                noticed.accept("no checkpoint in " + folder
                        + " can be read; detection starts again from all that the journal still holds");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + reading + ": " + Causes.of(e), e);
        }
    }

    /**
     * Stores a state; when this fails, those stored before are as they were.
     *
     * @throws StillwatchException when the disk does not take it
     */
    void write(LiveTraffic state) {
        Path unfinished = folder.resolve("unfinished");
        try {
            NavigableMap<Long, Path> files = files();
            long number = files.isEmpty() ? 1 : files.lastKey() + 1;
            CheckpointFile.write(state, unfinished);
            Path file = folder.resolve(String.format(Locale.ROOT, "checkpoint-%012d", number));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            OwnerOnly.sync(folder);
            positions.put(number, state.position());
            deleteAllBut(number, files);
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot write a checkpoint to " + folder + ": " + Causes.of(e)
                            + "; free space there, or have it writable again. Nothing is lost: a restart reads the"
                            + " journal from the last one on",
                    e);
        }
    }

    /** Keeps the one just written and the newest before it that could be read or was written by this process. */
    private void deleteAllBut(long written, NavigableMap<Long, Path> before) throws IOException {
        while (positions.size() > KEPT) {
            positions.pollFirstEntry();
        }
        for (Map.Entry<Long, Path> file : before.entrySet()) {
            if (file.getKey() != written && !positions.containsKey(file.getKey())) {
                Files.deleteIfExists(file.getValue());
            }
        }
    }

    /** Before which no checkpoint needs the journal: the journal's start as long as there is no second to fall back on. */
    JournalPosition neededFrom() {
        return positions.size() < KEPT
                ? JournalPosition.START
                : positions.firstEntry().getValue();
    }

    private NavigableMap<Long, Path> files() throws IOException {
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(file -> {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.put(Long.parseLong(name.group(1)), file);
                }
            });
        }
        return files;
    }
}
