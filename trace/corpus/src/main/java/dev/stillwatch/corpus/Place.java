// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Objects;

/**
 * Where a row stands.
 *
 * @param file name as the user gave it
 * @param row 1-based: the line of JSON lines, the element of an array, the record of CSV (the header is 1), the row of
 *     Parquet
 */
public record Place(String file, long row) {

    public Place {
        Objects.requireNonNull(file, "file is null");
        if (row < 1) {
            throw new IllegalArgumentException("row is " + row + ", the first is 1");
        }
    }

    @Override
    public String toString() {
        return file + ":" + row;
    }
}
