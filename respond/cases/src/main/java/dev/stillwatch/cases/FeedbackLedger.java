// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What people found out, for those who calibrate. */
public interface FeedbackLedger {

    /**
     * Accounts whose latest finding is a false positive, made at or after a time: their traffic may serve as benign.
     * Thread-safe.
     */
    Set<String> benignAccounts(Instant since);

    /** The same accounts, each with the time of that finding. Thread-safe. */
    Map<String, Instant> foundBenign(Instant since);
}
