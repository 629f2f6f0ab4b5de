// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lifts what policy did about campaigns that detection no longer finds: evidence that does not last is none.
 *
 * <p>Only actions that no person approved, and only after a case was missing from every assessment for {@link #MISSING}.
 * Not thread-safe.
 */
final class FadedCases {
    static final Duration MISSING = Duration.ofHours(6);

    private final CaseStore store;
    private final Notices notices;
    private final Map<String, Instant> missingSince = new HashMap<>();

    FadedCases(CaseStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
    }

    /** Takes in which cases an assessment found. */
    void seen(List<Observed> found, Instant now) {
        Set<String> present = found.stream().map(Observed::caseId).collect(Collectors.toSet());
        missingSince.keySet().removeAll(present);
        for (Action action : store.activeActions(now)) {
            boolean ofPolicy = action.proposedBy().equals(CampaignDesk.WHO)
                    && action.approvals().isEmpty();
            if (ofPolicy
                    && action.caseId().isPresent()
                    && !present.contains(action.caseId().get())) {
                Instant since = missingSince.computeIfAbsent(action.caseId().get(), _ -> now);
                if (!now.isBefore(since.plus(MISSING))) {
                    store.undo(action, "Detection no longer finds this campaign.", CampaignDesk.WHO, now);
                    notices.noticed("Action " + action.id() + " lifted: detection no longer finds the campaign of case "
                            + action.caseId().get() + ".");
                }
            }
        }
    }
}
