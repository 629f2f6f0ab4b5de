// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Objects;

/** What became of a row. */
public sealed interface RowOutcome {

    /** Where the row stands. */
    Place place();

    /** A row that was read. */
    record Read(CorpusRecord content) implements RowOutcome {
        public Read {
            Objects.requireNonNull(content, "content is null");
        }

        @Override
        public Place place() {
            return content.place();
        }
    }

    /**
     * A row that is none, or one that cannot be read.
     *
     * @param reason what is wrong and what to do about it; never quotes the row
     */
    record Malformed(Place place, String reason) implements RowOutcome {
        public Malformed {
            Objects.requireNonNull(place, "place is null");
            Objects.requireNonNull(reason, "reason is null");
        }
    }
}
