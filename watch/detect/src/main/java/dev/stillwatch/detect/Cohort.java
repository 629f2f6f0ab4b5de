// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;

/**
 * A group of current accounts that act alike.
 *
 * @param members sorted by index
 * @param membership how strongly every account, member or not, takes part
 */
record Cohort(List<AccountView> members, Membership membership) {
    Cohort {
        members = List.copyOf(members);
    }

    long units() {
        return members.stream().mapToInt(m -> m.unit).distinct().count();
    }
}
