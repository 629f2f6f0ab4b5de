// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.util.Objects;

/** What became of a digest that was to be appended: whoever appends decides whether to go on without. */
public sealed interface AppendOutcome {

    /**
     * The operating system has it: it survives the death of this process, and a power failure once it is synced.
     *
     * @param end just after the record
     */
    record Kept(JournalPosition end) implements AppendOutcome {
        public Kept {
            Objects.requireNonNull(end, "end is null");
        }
    }

    /**
     * It is not in the journal and detection will not see it; the next one may be kept.
     *
     * @param reason what is wrong and where, safe to show
     */
    record Refused(String reason) implements AppendOutcome {
        public Refused {
            Objects.requireNonNull(reason, "reason is null");
        }
    }
}
