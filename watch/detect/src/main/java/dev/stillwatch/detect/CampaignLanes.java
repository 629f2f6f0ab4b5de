// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses the members whose exchanges are shown one by one over time: in turn the busiest who share each linking fact, so
 * that no part of a campaign is left out, then the busiest of the rest. The same for the same members and links. Takes
 * sorting the members once, and one pass over the links.
 */
final class CampaignLanes {
    private CampaignLanes() {}

    /**
     * Lanes of at most {@link Campaign#MOST_LANES} members.
     *
     * @param members in the campaign's order
     */
    static List<Campaign.Lane> of(List<AccountView> members, List<Campaign.Link> links) {
        Comparator<Integer> busiestFirst = Comparator.comparingLong(
                        (Integer at) -> members.get(at).profile.exchanges())
                .reversed()
                .thenComparing(Comparator.naturalOrder());
        return chosen(members.size(), links, busiestFirst).stream()
                .map(at -> new Campaign.Lane(at, CampaignSummary.timeline(List.of(members.get(at)))))
                .toList();
    }

    private static Set<Integer> chosen(int members, List<Campaign.Link> links, Comparator<Integer> busiestFirst) {
        Set<Integer> chosen = new TreeSet<>();
        List<List<Integer>> queues = new ArrayList<>();
        links.forEach(link -> queues.add(busiest(link.accounts(), busiestFirst)));
        for (int rank = 0; rank < Campaign.MOST_LANES; rank++) {
            for (List<Integer> queue : queues) {
                if (rank < queue.size() && chosen.size() < Campaign.MOST_LANES) {
                    chosen.add(queue.get(rank));
                }
            }
        }
        for (int at : busiest(IntStream.range(0, members).boxed().toList(), busiestFirst)) {
            if (chosen.size() < Campaign.MOST_LANES) {
                chosen.add(at);
            }
        }
        return chosen;
    }

    private static List<Integer> busiest(List<Integer> members, Comparator<Integer> busiestFirst) {
        return members.stream().sorted(busiestFirst).limit(Campaign.MOST_LANES).toList();
    }
}
