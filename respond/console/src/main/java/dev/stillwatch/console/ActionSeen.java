// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import java.util.Optional;

/**
 * An action as it stood on somebody's page: the store compares the revision within the change itself, so that nobody
 * approves or undoes what they have not seen.
 */
final class ActionSeen {
    private ActionSeen() {}

    /**
     * The action that a form is about.
     *
     * @throws StillwatchException if there is no such action of the case, or the form does not tell what was seen
     */
    static Action of(CaseStore store, Visit visit) {
        Action now = store.action(visit.part("action"));
        if (!now.caseId().equals(Optional.of(visit.part("case")))) {
            throw new StillwatchException("action " + now.id() + " is not of case " + visit.part("case"));
        }
        try {
            return now.seenAt(Long.parseLong(visit.field("revision")));
        } catch (NumberFormatException e) {
            throw new StillwatchException("This form does not tell what was seen; load the page again.");
        }
    }
}
