// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where a tensor's weights lie. Immutable.
 *
 * @param name unique in the model
 * @param shape sizes of its dimensions, the last of which changes fastest in the file; empty for a single number
 * @param file that holds it
 * @param offset of its first byte in the file
 * @param bytes it takes
 */
public record Tensor(String name, ElementType type, List<Long> shape, Path file, long offset, long bytes) {

    public Tensor {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(type, "type is null");
        shape = List.copyOf(shape);
        Objects.requireNonNull(file, "file is null");
    }

    /** How many weights it has. */
    public long elements() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /** How many weights lie side by side: the last dimension, or 1. */
    public long columns() {
        return shape.isEmpty() ? 1 : shape.getLast();
    }

    /** Rows of so many columns. */
    public long rows() {
        return columns() == 0 ? 0 : elements() / columns();
    }
}
