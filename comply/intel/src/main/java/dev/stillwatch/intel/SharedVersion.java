// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A campaign as it was shared last.
 *
 * @param dropped indicators of earlier versions that this one does not have; needed to take everything back
 * @param created when it was shared first
 * @param modified when this version was made
 * @param added when it counts as added to the collection that peers read; later for each than for all before
 * @param offered whether peers get it by TAXII, and not as a file only
 * @param revoked whether it was taken back; that is for good
 */
public record SharedVersion(
        SharedCampaign campaign,
        List<SharedIndicator> dropped,
        Instant created,
        Instant modified,
        Instant added,
        boolean offered,
        boolean revoked) {
    public SharedVersion {
        Objects.requireNonNull(campaign, "campaign is null");
        dropped = List.copyOf(dropped);
        Objects.requireNonNull(created, "created is null");
        Objects.requireNonNull(modified, "modified is null");
        Objects.requireNonNull(added, "added is null");
    }

    /** The bundle that says it; the same bytes each time. */
    public StixBundle bundle(StixWriter writer) {
        return revoked
                ? writer.revoke(campaign, dropped, created, modified)
                : writer.write(campaign, created, modified);
    }

    /** Whether it may go to all readers of a collection: TLP:RED is for those only to whom it was told. */
    public boolean forCollections() {
        return offered && campaign.light() != TrafficLight.RED;
    }
}
