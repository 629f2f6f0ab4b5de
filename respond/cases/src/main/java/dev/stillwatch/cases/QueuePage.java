// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;

/**
 * A stretch of the queue.
 *
 * @param total how many cases the whole list has
 * @param overdue how many of those have waited longer than they should
 */
public record QueuePage(List<QueueEntry> entries, long total, long overdue) {
    public QueuePage {
        entries = List.copyOf(entries);
    }
}
