// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Objects;

/**
 * Whether benign traffic has moved away from the baseline that thresholds rest on.
 *
 * <p>Only customers seen in both bear witness, see {@link DriftJudge}.
 *
 * @param customers independent customers compared; fewer than {@link DriftJudge#LEAST_CUSTOMERS} prove nothing
 * @param changes one for every trait that could be compared, strongest effect first
 * @param reason why nothing could be compared; empty when something was
 */
public record BaselineDrift(int customers, List<Change> changes, String reason) {
    static final BaselineDrift NO_BASELINE = new BaselineDrift(0, List.of(), "no baseline was given");

    /**
     * How one trait of the customers seen in both moved.
     *
     * @param trait what was compared: content, volume, timing or elicitation
     * @param effect size of the common shift, in standard deviations between customers; 0 for none
     * @param pValue chance of a shift as large among customers of which each moves its own way, corrected for how many
     *     traits were compared
     * @param moved whether the shift is both certain and large enough to matter
     */
    public record Change(String trait, double effect, Probability pValue, boolean moved) {
        public Change {
            Objects.requireNonNull(trait, "trait is null");
            Objects.requireNonNull(pValue, "pValue is null");
        }
    }

    public BaselineDrift {
        changes = List.copyOf(changes);
        Objects.requireNonNull(reason, "reason is null");
    }

    /** Whether any trait has moved. */
    public boolean moved() {
        return changes.stream().anyMatch(Change::moved);
    }
}
