// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.CampaignJson;
import java.time.Instant;
import java.util.Objects;

/**
 * A campaign as it was assessed at one time.
 *
 * @param number place in the case's history, from 1
 * @param at when it was assessed
 * @param campaignId the detector's name for it then, which changes with its members
 * @param sha256 hash of {@code json} in UTF-8, in hex: what decisions and feedback are bound to
 * @param json the campaign as one JSON object, as campaigns.json has it
 */
public record AssessmentSnapshot(int number, Instant at, String campaignId, String sha256, String json) {
    public AssessmentSnapshot {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(campaignId, "campaignId is null");
        Objects.requireNonNull(sha256, "sha256 is null");
        Objects.requireNonNull(json, "json is null");
    }

    /** The campaign read back. */
    public Campaign campaign() {
        return CampaignJson.parse(json);
    }
}
