// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.recipients;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The file of lines; only its owner may read it. Thread-safe, and safe beside other processes on one machine. */
final class RegisterFile {
    private static final long MOST_BYTES = 1L << 30;
    /** File locks hold between processes only. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path file;

    RegisterFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** All lines, checked; none if there is no file. */
    List<RegisterLine> lines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        return locked(channel -> read(channel).lines());
    }

    /**
     * Adds a line, and waits until it is on disk. A line that was cut off by a crash is overwritten.
     *
     * @param entry makes it from those that are there
     */
    RegisterLine append(Function<List<RegisterLine>, String> entry) {
        return locked(channel -> {
            Content content = read(channel);
            List<RegisterLine> lines = content.lines();
            String last = lines.isEmpty() ? RegisterLine.FIRST : lines.getLast().chain();
            RegisterLine line = RegisterLine.after(last, entry.apply(lines));
            // A torn line shows only now, and its bytes are of no use to anybody.
            channel.truncate(content.bytes());
            channel.position(content.bytes());
            ByteBuffer bytes = ByteBuffer.wrap((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return line;
        });
    }

    /** @param bytes up to the end of the last whole line */
    private record Content(List<RegisterLine> lines, long bytes) {}

    private interface Action<T> {
        T run(FileChannel channel) throws IOException;
    }

    private <T> T locked(Action<T> action) {
        WITHIN_PROCESS.lock();
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (FileChannel channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    ownerOnly())) {
                channel.lock();
                return action.run(channel);
            }
        } catch (IOException e) {
            throw new StillwatchException(
                    "the register " + file + " cannot be read or written ("
                            + e.getClass().getSimpleName() + "); check its permissions and the disk's room",
                    e);
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private Content read(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size > MOST_BYTES) {
            throw new StillwatchException("the register " + file + " is longer than 1 GiB; is it the right file?");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // Until all of it is there.
        }
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.slice(0, end))
                    .toString();
        } catch (CharacterCodingException _) {
            throw damaged(0);
        }
        List<RegisterLine> lines = new ArrayList<>();
        String previous = RegisterLine.FIRST;
        for (String line : text.lines().toList()) {
            int number = lines.size() + 1;
            RegisterLine read = RegisterLine.read(line, previous).orElseThrow(() -> damaged(number));
            lines.add(read);
            previous = read.chain();
        }
        return new Content(lines, end);
    }

    StillwatchException damaged(int line) {
        return new StillwatchException("the register " + file + " was changed or is damaged"
                + (line == 0 ? "" : " in line " + line) + "; restore it from a copy, or compare it with the records in"
                + " the evidence log");
    }

    private FileAttribute<?>[] ownerOnly() {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    Path path() {
        return file;
    }
}
