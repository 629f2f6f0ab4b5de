// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.kafka.GroupMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where it stands what an {@link AlarmBudget} has spent: one line. Not thread-safe. */
interface AlarmLedger {
    /** What it is called where it is damaged. */
    String name();

    /** What was written last; empty before anything. */
    Optional<String> read();

    /**
     * Keeps another line, before it returns.
     *
     * @throws StillwatchException when it cannot be kept
     */
    void write(String line);

    /** A file, read once: no other process writes it. */
    static AlarmLedger in(Path file) {
        return new InFile(file);
    }

    /** What all gateways of a group keep together. */
    static AlarmLedger in(GroupMemory memory) {
        return new OfGroup(memory);
    }

    /** A file, and what stands in it. */
    final class InFile implements AlarmLedger {
        private final Path file;
        private Optional<String> line;

        InFile(Path file) {
            this.file = file;
            try {
                this.line = Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
            } catch (IOException e) {
                throw new StillwatchException(file + ": cannot be read; check its permissions.", e);
            }
        }

        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public Optional<String> read() {
            return line;
        }

        @Override
        public void write(String next) {
            line = Optional.of(next);
            try {
                Path whole = Files.createTempFile(
                        Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow(), "alarms", ".new");
                Files.writeString(whole, next + "\n");
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new StillwatchException(file + ": cannot be written; is the disk full?", e);
            }
        }
    }

    /** The memory of a group. */
    record OfGroup(GroupMemory memory) implements AlarmLedger {
        @Override
        public String name() {
            return "What the gateways' consumer group keeps";
        }

        @Override
        public Optional<String> read() {
            return Optional.of(memory.text()).filter(text -> !text.isEmpty());
        }

        @Override
        public void write(String line) {
            memory.replace(line);
        }
    }
}
