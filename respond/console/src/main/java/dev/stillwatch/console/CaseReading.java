// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseOverview;
import dev.stillwatch.detect.Campaign;

/** A case as it stands, with the campaign of its latest assessment. */
record CaseReading(CaseOverview overview, ReadCampaign read) {
    String id() {
        return overview.summary().id();
    }

    String sha256() {
        return overview.latest().sha256();
    }

    Campaign campaign() {
        return read.campaign();
    }

    /** Where a page of the case is. */
    String path(String rest) {
        return Places.ofCase(id(), rest);
    }
}
