// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.exchange.StillwatchException;

/**
 * A line of text that the members of a group hand on, kept by Kafka with the group's places: as long as the topics are
 * followed, and {@code offsets.retention.minutes} after. To be used while an assessment is being taken, by that thread.
 */
public interface GroupMemory {
    /** What was kept last, by whichever member; empty where nothing was. */
    String text();

    /**
     * Keeps another text, before it returns.
     *
     * @param text without line breaks, at most 1,000 characters
     * @throws StillwatchException when it cannot be kept, as when another member has taken over
     */
    void replace(String text);
}
