// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Optional;

/**
 * A group of current accounts that act alike.
 *
 * @param members sorted by index
 * @param membership how strongly every account, member or not, takes part
 * @param work what members have in common amid traffic of their own; empty when they act alike as a whole
 */
record Cohort(List<AccountView> members, Membership membership, Optional<CommonWork> work) {
    Cohort {
        members = List.copyOf(members);
    }

    long units() {
        return members.stream().mapToInt(m -> m.unit).distinct().count();
    }
}
