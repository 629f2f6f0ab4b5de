// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.util.Comparator;

/**
 * A place in a journal: just before a record, or just after the last.
 *
 * <p>No place is ever used for two records, not even after records were lost: every opening of a journal begins a new
 * segment.
 *
 * @param segment number of the file, 0 or more; files are numbered from 1 on
 * @param offset bytes from its start, 0 or more
 */
public record JournalPosition(long segment, long offset) implements Comparable<JournalPosition> {
    /** Before the first record of any journal. */
    public static final JournalPosition START = new JournalPosition(0, 0);

    private static final Comparator<JournalPosition> ORDER =
            Comparator.comparingLong(JournalPosition::segment).thenComparingLong(JournalPosition::offset);

    public JournalPosition {
        if (segment < 0 || offset < 0) {
            throw new IllegalArgumentException("no place in a journal: segment " + segment + ", offset " + offset);
        }
    }

    @Override
    public int compareTo(JournalPosition other) {
        return ORDER.compare(this, other);
    }
}
