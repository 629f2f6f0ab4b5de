// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;
import java.util.Objects;

/**
 * The case that a campaign was found to belong to.
 *
 * @param campaignId the detector's name for the campaign
 * @param caseId the case
 * @param outcome how it was found
 * @param joined accounts of the campaign that the case did not have, sorted
 */
public record Observed(String campaignId, String caseId, Outcome outcome, List<String> joined) {

    /** How a campaign came to its case. */
    public enum Outcome {
        /** A case was opened for it. */
        OPENED,
        /** A case was opened for it, since its members' case went on with more of them in another campaign. */
        SPLIT,
        /** Its case went on. */
        CONTINUED,
        /** Its case went on and took in others. */
        MERGED,
        /** Its case had been closed and was opened again. */
        REOPENED
    }

    public Observed {
        Objects.requireNonNull(campaignId, "campaignId is null");
        Objects.requireNonNull(caseId, "caseId is null");
        Objects.requireNonNull(outcome, "outcome is null");
        joined = List.copyOf(joined);
    }
}
