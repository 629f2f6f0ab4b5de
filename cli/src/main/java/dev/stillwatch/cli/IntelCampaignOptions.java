// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseOverview;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.Capability;
import dev.stillwatch.intel.LocalCampaign;
import dev.stillwatch.report.ReportFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where campaigns of one's own come from. */
final class IntelCampaignOptions {
    @ArgGroup
    private Place place = new Place();

    /** One of the two. */
    static final class Place {
        @Option(
                names = "--report",
                paramLabel = "DIR",
                description = "Folder of a scan's report (default: stillwatch-report).")
        private Path report = Path.of("stillwatch-report");

        @Option(
                names = "--cases",
                paramLabel = "URL",
                description = "Take cases instead, as they were assessed last: sqlite:/path/cases.db, a path, or"
                        + " jdbc:postgresql://host/database.")
        private @Nullable String cases;
    }

    /** Whether ids are those of cases, which stay the same when members change. */
    boolean ofCases() {
        return place.cases != null;
    }

    /** The report, where no cases are named. */
    ReportFolder report() {
        return ReportFolder.open(place.report);
    }

    /** Campaigns by the ids that their source has for them, in that order. */
    List<LocalCampaign> find(List<String> ids, Set<Capability> capabilities) {
        List<LocalCampaign> found = new ArrayList<>();
        String url = place.cases;
        if (url == null) {
            ReportFolder report = report();
            ids.forEach(id -> found.add(
                    LocalCampaign.of(report.campaign(id).campaign(), capabilities, LocalCampaign.Extra.NONE)));
            return found;
        }
        try (CaseStore store = CaseStore.open(url, AuditSink.NONE)) {
            for (String id : ids) {
                found.add(LocalCampaign.of(ofCase(store, id), capabilities, LocalCampaign.Extra.NONE)
                        .as(id));
            }
        }
        return found;
    }

    private static Campaign ofCase(CaseStore store, String id) {
        CaseOverview overview = store.overview(id);
        if (overview.foundBenign()) {
            throw new StillwatchException(
                    "case " + id + " was found to be a false positive; it is not shared, and if it"
                            + " was, stillwatch intel revoke takes it back");
        }
        if (overview.summary().state() == CaseState.MERGED) {
            throw new StillwatchException(
                    "case " + id + " went on as another; stillwatch case show " + id + " says as which");
        }
        return store.assessment(id, overview.latest().number()).campaign();
    }
}
