// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.Position;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an audit has come, kept beside its output until it is done.
 *
 * @param plan what was asked for, so that an audit goes on only with the same
 * @param files that are read, as they were when it began
 * @param file index of the file that is being read
 * @param offset bytes read of that file, decompressed
 * @param row of that file that comes next
 * @param findingsBytes length of the findings that belong to what was counted
 */
record Checkpoint(
        int version,
        String plan,
        List<Known> files,
        int file,
        long offset,
        long row,
        long findingsBytes,
        Tallies.Kept tallies) {
    static final int VERSION = 1;
    /** Its file in the output folder. */
    static final String NAME = "audit-in-progress.json";

    private static final JsonMapper JSON = new JsonMapper();

    /** A file as it was. */
    record Known(String name, long size, String modified, String head) {
        static Known of(DataFile file) {
            return new Known(file.name(), file.size(), file.modified().toString(), file.head());
        }
    }

    Position position() {
        return new Position(offset, row);
    }

    /**
     * The one in a folder, if an audit was cut off there.
     *
     * @throws StillwatchException if it cannot be read
     */
    static Optional<Checkpoint> in(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Checkpoint.class));
        } catch (IOException | JacksonException e) {
            throw new StillwatchException(file + " cannot be read; begin anew with --restart", e);
        }
    }

    /** Writes it so that it is there whole, or the one before is. */
    void write(Path folder) throws IOException {
        Path temporary = folder.resolve("." + NAME + ".tmp");
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                temporary, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes sure that the same is asked for of the same files.
     *
     * @throws StillwatchException naming what differs
     */
    void fits(Path folder, String planNow, List<DataFile> filesNow) {
        List<Known> now = filesNow.stream().map(Known::of).toList();
        for (Known before : files) {
            Optional<Known> same = now.stream()
                    .filter(each -> each.name().equals(before.name()))
                    .findFirst();
            if (same.isEmpty()) {
                throw differs(folder, before.name() + " is not among the files any more");
            }
            if (!same.get().equals(before)) {
                throw differs(folder, before.name() + " has changed since then");
            }
        }
        if (!now.equals(files)) {
            throw differs(folder, "there are other files now, or they are in another order");
        }
        if (version != VERSION || !plan.equals(planNow)) {
            throw differs(folder, "it was asked for with other options, or by another version");
        }
    }

    private static StillwatchException differs(Path folder, String what) {
        return new StillwatchException("an audit in " + folder + " was cut off and cannot go on: " + what
                + "; begin anew with --restart, or name another folder with --out");
    }
}
