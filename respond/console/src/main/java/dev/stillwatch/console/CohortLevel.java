// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.CohortGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A campaign's accounts, or those of one group, in the groups that they fall into by the facts they share.
 *
 * @param path which group of which group, such as {@code 2.1}; empty for all accounts
 * @param members positions in the campaign's accounts, ascending
 * @param cohort the groups; of accounts that nothing tells apart, one
 */
record CohortLevel(Campaign campaign, String path, List<Integer> members, CohortGroups cohort) {
    private static final Pattern PATH = Pattern.compile("\\d{1,2}(\\.\\d{1,2}){0,9}");
    private static final int FEW = 40;

    /** A way back up. */
    record Step(String path, String name, int accounts) {}

    static CohortLevel whole(Campaign campaign) {
        return new CohortLevel(
                campaign,
                "",
                IntStream.range(0, campaign.accounts().size()).boxed().toList(),
                CohortGroups.of(campaign));
    }

    /** The group that a path leads to; empty where there is none. */
    Optional<CohortLevel> at(String wanted) {
        return walk(wanted).map(List::getLast);
    }

    /** All levels from this one to the one that a path leads to. */
    Optional<List<CohortLevel>> walk(String wanted) {
        List<CohortLevel> passed = new ArrayList<>(List.of(this));
        if (wanted.isEmpty()) {
            return Optional.of(passed);
        }
        if (!PATH.matcher(wanted).matches()) {
            return Optional.empty();
        }
        for (String number : wanted.split("\\.")) {
            CohortLevel current = passed.getLast();
            int index = Integer.parseInt(number) - 1;
            if (current.showsAccounts()
                    || index < 0
                    || index >= current.cohort.groups().size()) {
                return Optional.empty();
            }
            passed.add(current.group(index));
        }
        return Optional.of(passed);
    }

    private CohortLevel group(int index) {
        List<Integer> inside = cohort.groups().get(index).members();
        return new CohortLevel(campaign, pathOf(index), inside, CohortGroups.within(campaign, inside));
    }

    /** The path of one of the groups. */
    String pathOf(int index) {
        return (path.isEmpty() ? "" : path + ".") + (index + 1);
    }

    /** The name of the level. */
    String name() {
        return path.isEmpty() ? "All accounts" : "Group " + path;
    }

    /** Whether its accounts are shown one by one: there are few, or nothing tells them apart. */
    boolean showsAccounts() {
        return members.size() <= FEW || cohort.groups().size() < 2;
    }
}
