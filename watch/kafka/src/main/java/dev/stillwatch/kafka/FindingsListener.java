// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.detect.Assessment;
import java.time.Instant;

/** Is given what was judged elsewhere, on the follower's thread, one call at a time. What is thrown is told as a notice. */
public interface FindingsListener {
    /**
     * From now on assessments come here, and another member of the group may have had those before: what is remembered of
     * them is to be looked up anew.
     *
     * @param memory what the group remembers, to be used in {@link #assessed}
     */
    void takesOver(GroupMemory memory);

    /**
     * An assessment, each later than the one before.
     *
     * @param until the time judged: exchanges asked before it were taken into account
     */
    void assessed(Assessment assessment, Instant until);

    /** Something an operator should know of; safe to show. */
    void noticed(String what);
}
