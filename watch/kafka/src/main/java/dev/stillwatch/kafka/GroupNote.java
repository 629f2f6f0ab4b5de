// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What the member of a group that follows findings leaves to the next, beside the places read up to: a line of text with
 * each of them, at most some hundred characters.
 *
 * @param handed the time of the assessment handed out last; {@link #NONE} has none
 * @param kept text of whoever takes assessments, without line breaks
 */
record GroupNote(Optional<Instant> handed, String kept) {
    static final GroupNote NONE = new GroupNote(Optional.empty(), "");

    String text() {
        return "1 " + handed.map(Instant::toString).orElse("-") + " " + kept;
    }

    /** The latest of several; what was not written by this is nothing. */
    static GroupNote latest(Collection<OffsetAndMetadata> committed) {
        GroupNote latest = NONE;
        for (OffsetAndMetadata each : committed) {
            if (each != null) {
                GroupNote note = parse(each.metadata());
                boolean later = latest.handed.isEmpty()
                        || note.handed.filter(latest.handed.get()::isBefore).isPresent();
                latest = later ? note : latest;
            }
        }
        return latest;
    }

    private static GroupNote parse(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length < 3 || !parts[0].equals("1")) {
            return NONE;
        }
        try {
            return new GroupNote(
                    parts[1].equals("-") ? Optional.empty() : Optional.of(Instant.parse(parts[1])), parts[2]);
        } catch (java.time.format.DateTimeParseException e) {
            return NONE;
        }
    }
}
