// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.List;

/**
 * What has happened to actions since a revision.
 *
 * @param revision to ask with next time
 * @param actions every action that changed, as it is now, oldest change first
 */
public record ActionChanges(long revision, List<Action> actions) {
    public ActionChanges {
        actions = List.copyOf(actions);
    }
}
