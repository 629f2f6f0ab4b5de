// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which models came out while the traffic was watched, and how fast accounts moved to them.
 *
 * <p>A model counts as released at its first exchange by anyone, if that comes at least a day after the traffic starts:
 * before that it cannot be told from one that was always there. Immutable.
 */
final class ModelReleases {
    private static final long DAY_MILLIS = 86_400_000L;

    private final Map<Long, Long> releases;

    private ModelReleases(Map<Long, Long> releases) {
        this.releases = releases;
    }

    static ModelReleases of(List<AccountView> accounts) {
        Map<Long, Long> firstSeen = new HashMap<>();
        long start = Long.MAX_VALUE;
        for (AccountView account : accounts) {
            for (SampledExchange digest : account.sample) {
                start = Math.min(start, digest.timeMillis());
                if (digest.modelHash() != 0) {
                    firstSeen.merge(digest.modelHash(), digest.timeMillis(), Math::min);
                }
            }
        }
        long afterADay = start + DAY_MILLIS;
        firstSeen.values().removeIf(time -> time < afterADay);
        return new ModelReleases(firstSeen);
    }

    /**
     * Share of an account's exchanges in the day after a release that go to the released model; NaN when nothing was
     * released or the account was not active both before a release and in the day after it.
     */
    double pivot(AccountView account) {
        int onNewModel = 0;
        int inDay = 0;
        for (Map.Entry<Long, Long> release : releases.entrySet()) {
            if (account.profile.firstMillis() >= release.getValue()) {
                continue;
            }
            for (SampledExchange digest : account.sample) {
                long since = digest.timeMillis() - release.getValue();
                if (since >= 0 && since < DAY_MILLIS) {
                    inDay++;
                    onNewModel += digest.modelHash() == release.getKey() ? 1 : 0;
                }
            }
        }
        return inDay == 0 ? Double.NaN : (double) onNewModel / inDay;
    }
}
