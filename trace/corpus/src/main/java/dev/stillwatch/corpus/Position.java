// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

/**
 * How far a file was read, between two rows.
 *
 * @param offset bytes read, decompressed; not used for Parquet
 * @param row number of the row that comes next, 1-based
 */
public record Position(long offset, long row) {
    /** Nothing was read. */
    public static final Position START = new Position(0, 1);

    public Position {
        if (offset < 0 || row < 1) {
            throw new IllegalArgumentException("offset " + offset + " and row " + row + " are no position");
        }
    }
}
