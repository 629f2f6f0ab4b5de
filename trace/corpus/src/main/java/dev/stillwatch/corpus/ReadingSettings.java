// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Objects;
import java.util.Optional;

/**
 * How data sets are read. Immutable.
 *
 * @param shape of all files; recognised for each where it is empty
 * @param sourceField the member that names where a row comes from
 * @param maxRowBytes longest row that is read; longer ones are malformed and are not held
 */
public record ReadingSettings(Optional<Shape> shape, Optional<String> sourceField, int maxRowBytes) {
    /** Shapes are recognised, files are the sources, and rows have at most 16 MiB. */
    public static final ReadingSettings DEFAULTS =
            new ReadingSettings(Optional.empty(), Optional.empty(), 16 * 1024 * 1024);

    public ReadingSettings {
        Objects.requireNonNull(shape, "shape is null");
        Objects.requireNonNull(sourceField, "sourceField is null");
        if (maxRowBytes < 1024 || maxRowBytes > 256 * 1024 * 1024) {
            throw new IllegalArgumentException("maxRowBytes is " + maxRowBytes + ", must be 1 KiB to 256 MiB");
        }
    }

    /** These settings with a shape for all files. */
    public ReadingSettings withShape(Shape forced) {
        return new ReadingSettings(Optional.of(forced), sourceField, maxRowBytes);
    }

    /** These settings with a member that names where a row comes from. */
    public ReadingSettings withSourceField(String field) {
        return new ReadingSettings(shape, Optional.of(field), maxRowBytes);
    }

    /** These settings with another limit on a row's length, 1 KiB to 256 MiB. */
    public ReadingSettings withMaxRowBytes(int bytes) {
        return new ReadingSettings(shape, sourceField, bytes);
    }
}
