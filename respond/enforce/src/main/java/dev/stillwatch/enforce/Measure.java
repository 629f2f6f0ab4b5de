// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Countermeasure;
import java.time.Instant;
import java.util.Objects;

/**
 * A countermeasure that holds for a time.
 *
 * @param id of the action it belongs to; one action may cover many accounts
 * @param countermeasure what is done
 * @param from first instant at which it holds
 * @param until first instant at which it holds no more, after {@code from}
 * @param reason in words, shown to the account's holder: no prompt text, keys or personal data
 */
public record Measure(String id, Countermeasure countermeasure, Instant from, Instant until, String reason) {
    public Measure {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(countermeasure, "countermeasure is null");
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(reason, "reason is null");
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("until is " + until + ", must be after " + from);
        }
    }

    /** Whether it holds at {@code now}. */
    public boolean holds(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
