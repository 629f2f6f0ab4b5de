// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.policy.Countermeasure;
import java.time.Instant;
import java.util.Objects;

/**
 * An action that an account is under.
 *
 * @param actionId the action's id
 * @param until when it ends, exclusive
 */
public record InForce(String account, String actionId, Countermeasure countermeasure, Instant until) {
    public InForce {
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(actionId, "actionId is null");
        Objects.requireNonNull(countermeasure, "countermeasure is null");
        Objects.requireNonNull(until, "until is null");
    }
}
