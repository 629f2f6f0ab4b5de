// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Set;

/**
 * What judging one part of the accounts came to.
 *
 * @param passedOn names of the accounts that are judged again together with those of other parts
 * @param judged the other accounts, sorted by name; none of them is in a group
 * @param exchanges of the accounts in {@code judged}
 */
public record Screening(Set<String> passedOn, List<AccountAssessment> judged, long exchanges) {
    public Screening {
        passedOn = Set.copyOf(passedOn);
        judged = List.copyOf(judged);
    }
}
