// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.policy.Deterrence;
import java.util.Objects;

/**
 * That the answer to a request is to carry a canary.
 *
 * @param cohort whose wordings it gets
 * @param way how they get into it
 */
public record CanaryOrder(Cohort cohort, Deterrence.Canary way) {
    public CanaryOrder {
        Objects.requireNonNull(cohort, "cohort is null");
        Objects.requireNonNull(way, "way is null");
    }
}
