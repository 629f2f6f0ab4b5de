// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Objects;

/**
 * Where in the input a record stands; safe to show.
 *
 * @param source name of the file, or of standard input
 * @param record 1-based: the line in line-by-line logs, the row in Parquet, the record's ordinal where one JSON value
 *     spans lines or the file is one JSON array
 */
public record Location(String source, long record) {

    public Location {
        Objects.requireNonNull(source, "source is null");
        if (record < 1) {
            throw new IllegalArgumentException("record is " + record + ", must be 1 or more");
        }
    }

    @Override
    public String toString() {
        return source + ":" + record;
    }
}
