// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.live.JournalPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Up to where a journal has been published, in a folder: the last two places, each a line of text with a checksum. A new
 * one takes the former's place when it is wholly on the disk. Used by one thread of one process at a time.
 */
final class PublishedPosition {
    private static final Pattern LINE =
            Pattern.compile("stillwatch-published 1 ([0-9]{1,18}) ([0-9]{1,18}) ([0-9a-f]{1,8})\n");

    private final Path folder;
    private final Path last;
    private final Path before;
    private JournalPosition stored = JournalPosition.START;
    private JournalPosition storedBefore = JournalPosition.START;
    /** Whether the newer file can be read, and is worth being kept as the older one. */
    private boolean sound;

    PublishedPosition(Path folder) {
        this.folder = folder;
        this.last = folder.resolve("published");
        this.before = folder.resolve("published-before");
    }

    /**
     * The place to publish from; the journal's start where none is known. {@code noticed} is told of damaged ones.
     *
     * @throws StillwatchException when the folder cannot be read
     */
    JournalPosition load(Consumer<String> noticed) {
        try {
            Files.createDirectories(folder);
            Optional<JournalPosition> older = read(before, noticed);
            Optional<JournalPosition> newer = read(last, noticed);
            storedBefore = older.orElse(JournalPosition.START);
            sound = newer.isPresent();
            stored = newer.or(() -> older).orElse(JournalPosition.START);
            return stored;
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + folder + "; have it readable and writable", e);
        }
    }

    private static Optional<JournalPosition> read(Path file, Consumer<String> noticed) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (line.matches()) {
            JournalPosition position =
                    new JournalPosition(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
            if (line(position).equals(line.group())) {
                return Optional.of(position);
            }
        }
        noticed.accept(file + " is damaged and is not used; what was published after the place before it is published"
                + " again, and detection drops the copies");
        return Optional.empty();
    }

    /**
     * Stores a place; when this fails, those stored before are as they were.
     *
     * @throws StillwatchException when the disk does not take it
     */
    void store(JournalPosition position) {
        Path unfinished = folder.resolve("unfinished");
        try {
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(line(position).getBytes(StandardCharsets.ISO_8859_1)));
                out.force(true);
            }
            if (sound) {
                Files.move(last, before, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                storedBefore = stored;
                sound = false;
            }
            Files.move(unfinished, last, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sound = true;
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
            stored = position;
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot write to " + folder + "; free space there, or have it writable again. Nothing is lost: a"
                            + " restart publishes from the last place on",
                    e);
        }
    }

    JournalPosition stored() {
        return stored;
    }

    /** Before which nothing of the journal is needed, even if the newer file is found damaged. */
    JournalPosition neededFrom() {
        return storedBefore;
    }

    private static String line(JournalPosition position) {
        String what = position.segment() + " " + position.offset();
        CRC32C sum = new CRC32C();
        sum.update(what.getBytes(StandardCharsets.ISO_8859_1));
        return "stillwatch-published 1 " + what + " " + Long.toHexString(sum.getValue()) + "\n";
    }
}
