// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The actions somebody means who names an action or a case. */
final class NamedActions {
    private NamedActions() {}

    /** The action of that id, whatever its status; or those of a case that have one of the statuses. */
    static List<Action> in(CaseStore store, String id, ActionStatus... statuses) {
        if (id.toUpperCase(Locale.ROOT).startsWith("A-")) {
            return List.of(store.action(id));
        }
        Set<ActionStatus> wanted = Set.of(statuses);
        return store.find(id).actions().stream()
                .filter(action -> wanted.contains(action.status()))
                .toList();
    }
}
