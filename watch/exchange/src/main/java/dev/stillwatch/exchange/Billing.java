// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Who pays for an account.
 *
 * @param payment keyed hash of the payment instrument
 * @param plan name of the plan
 * @param created when the account was created
 */
public record Billing(Optional<String> payment, Optional<String> plan, Optional<Instant> created) {

    /** Nothing was logged about billing. */
    public static final Billing UNKNOWN = new Billing(Optional.empty(), Optional.empty(), Optional.empty());

    public Billing {
        Objects.requireNonNull(payment, "payment is null");
        Objects.requireNonNull(plan, "plan is null");
        Objects.requireNonNull(created, "created is null");
    }

    /** Payment hashes link people: only the plan is shown. */
    @Override
    public String toString() {
        return "Billing[plan=" + plan + "]";
    }
}
