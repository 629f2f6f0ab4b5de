// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A whole file in memory, read-only, however large: pages are loaded by whoever reads them. */
record MappedFile(Path path, MemorySegment bytes) {

    static MappedFile map(Path path, Arena arena) {
        if (!Files.isRegularFile(path)) {
            throw new StillwatchException(Malformed.shown(path.toString()) + " is missing or no file: check the path.");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new MappedFile(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            throw new StillwatchException(
                    "Cannot read " + Malformed.shown(path.toString()) + ": check that it may be read.", e);
        }
    }
}
