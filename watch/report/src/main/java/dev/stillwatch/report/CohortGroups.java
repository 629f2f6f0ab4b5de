// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A campaign's accounts gathered into a few groups that share the same facts, small enough to draw.
 *
 * <p>Facts drawn are the most shared ones of each kind, at most {@value #FACTS} on each side, none that only a
 * few members share; accounts with the same
 * facts form a group; beyond {@value #GROUPS} groups the small ones join the group they differ least from, their own
 * facts still counted. Linear in accounts and links.
 *
 * @param facts origins (payment, network) first, then behaviour (client, template)
 * @param groups largest first
 * @param notDrawn shared facts left out
 */
record CohortGroups(List<Fact> facts, List<Group> groups, int notDrawn) {
    private static final int FACTS = 6;
    private static final int GROUPS = 9;
    private static final double LEAST_SHARE = 0.03;

    /**
     * A shared fact.
     *
     * @param origin whether it says from where rather than what
     * @param accounts how many members share it
     */
    record Fact(String kind, String label, boolean origin, int accounts) {}

    /**
     * Accounts that share the same facts, or nearly.
     *
     * @param accounts how many
     * @param sharing how many of them share each of the facts, in the facts' order
     */
    record Group(int accounts, List<Integer> sharing) {}

    static CohortGroups of(Campaign campaign) {
        List<Campaign.Link> drawn = new ArrayList<>(mostShared(campaign, true));
        drawn.addAll(mostShared(campaign, false));
        List<Fact> facts = drawn.stream()
                .map(link -> new Fact(
                        link.kind(),
                        link.label(),
                        LinkWords.isOrigin(link.kind()),
                        link.accounts().size()))
                .toList();
        Map<Integer, Integer> counts = new HashMap<>();
        for (int signature : signatures(campaign.accounts().size(), drawn)) {
            counts.merge(signature, 1, Integer::sum);
        }
        return new CohortGroups(
                facts, merged(counts, facts.size()), campaign.links().size() - drawn.size());
    }

    /** The most shared of every kind first, then the second of every kind, so that no kind crowds the others out. */
    private static List<Campaign.Link> mostShared(Campaign campaign, boolean origin) {
        Map<String, List<Campaign.Link>> byKind = new LinkedHashMap<>();
        for (Campaign.Link link : campaign.links()) {
            boolean large = link.accounts().size()
                    >= Math.max(2, LEAST_SHARE * campaign.accounts().size());
            if (large && LinkWords.isOrigin(link.kind()) == origin) {
                byKind.computeIfAbsent(link.kind(), _ -> new ArrayList<>()).add(link);
            }
        }
        Comparator<Campaign.Link> mostSharedFirst = Comparator.comparingInt(
                        (Campaign.Link link) -> link.accounts().size())
                .reversed();
        byKind.values().forEach(links -> links.sort(mostSharedFirst));
        List<Campaign.Link> chosen = new ArrayList<>();
        for (int rank = 0; rank < FACTS; rank++) {
            for (List<Campaign.Link> links : byKind.values()) {
                if (rank < links.size() && chosen.size() < FACTS) {
                    chosen.add(links.get(rank));
                }
            }
        }
        chosen.sort(Comparator.comparingInt(
                        (Campaign.Link link) -> List.copyOf(byKind.keySet()).indexOf(link.kind()))
                .thenComparing(mostSharedFirst));
        return chosen;
    }

    /** Per account, one bit for each fact it shares. */
    private static int[] signatures(int accounts, List<Campaign.Link> links) {
        int[] signatures = new int[accounts];
        for (int fact = 0; fact < links.size(); fact++) {
            for (int account : links.get(fact).accounts()) {
                if (account >= 0 && account < accounts) {
                    signatures[account] |= 1 << fact;
                }
            }
        }
        return signatures;
    }

    private static List<Group> merged(Map<Integer, Integer> counts, int facts) {
        List<Map.Entry<Integer, Integer>> bySize = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        int kept = Math.min(GROUPS, bySize.size());
        int[] sizes = new int[kept];
        int[][] sharing = new int[kept][facts];
        for (Map.Entry<Integer, Integer> entry : bySize) {
            int home = nearest(entry.getKey(), bySize.subList(0, kept));
            sizes[home] += entry.getValue();
            for (int fact = 0; fact < facts; fact++) {
                sharing[home][fact] += ((entry.getKey() >> fact) & 1) * entry.getValue();
            }
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            groups.add(new Group(
                    sizes[i], java.util.Arrays.stream(sharing[i]).boxed().toList()));
        }
        groups.sort(Comparator.comparingInt(Group::accounts).reversed());
        return groups;
    }

    private static int nearest(int signature, List<Map.Entry<Integer, Integer>> homes) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < homes.size(); i++) {
            int differing = Integer.bitCount(signature ^ homes.get(i).getKey());
            if (differing < fewest) {
                fewest = differing;
                best = i;
            }
        }
        return best;
    }
}
