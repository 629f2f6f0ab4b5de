// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.util.Objects;

/**
 * How a journal is doing since it was opened.
 *
 * @param end just after the last record
 * @param appended records kept
 * @param refused records that could not be kept
 * @param tornBytes bytes of unfinished records that were cut off when it was opened
 * @param failedSyncs how often records could not be forced to the disk
 */
public record JournalStatus(JournalPosition end, long appended, long refused, long tornBytes, long failedSyncs) {
    public JournalStatus {
        Objects.requireNonNull(end, "end is null");
    }
}
