// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that happened to a case, for people to read later.
 *
 * @param who a person, or a part of the system
 * @param text in words, without personal data
 */
public record CaseEvent(Instant at, Kind kind, String who, String text) {

    /** Kinds of events. */
    public enum Kind {
        OPENED,
        ASSIGNED,
        NOTE,
        CLOSED,
        REOPENED,
        MERGED,
        SPLIT;

        /** The name in machine-readable output. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CaseEvent {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(who, "who is null");
        Objects.requireNonNull(text, "text is null");
    }
}
