// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.ArrayList;
import java.util.Arrays;
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
public record CohortGroups(List<Fact> facts, List<Group> groups, int notDrawn) {
    private static final int FACTS = 6;
    private static final int GROUPS = 9;
    private static final double LEAST_SHARE = 0.03;

    /**
     * A shared fact.
     *
     * @param origin whether it says from where rather than what
     * @param accounts how many members share it
     */
    public record Fact(String kind, String label, boolean origin, int accounts) {
        /** The fact that a link of accounts is about. */
        public static Fact of(Campaign.Link link) {
            return new Fact(
                    link.kind(),
                    link.label(),
                    LinkWords.isOrigin(link.kind()),
                    link.accounts().size());
        }

        /** The kind in words. */
        public String title() {
            return LinkWords.title(kind);
        }

        /** The kind in one word, where there is little room. */
        public String shortTitle() {
            return LinkWords.shortTitle(kind);
        }
    }

    /**
     * Accounts that share the same facts, or nearly.
     *
     * @param members positions in the campaign's accounts, ascending
     * @param sharing how many of them share each of the facts, in the facts' order
     */
    public record Group(List<Integer> members, List<Integer> sharing) {
        public Group {
            members = List.copyOf(members);
            sharing = List.copyOf(sharing);
        }

        /** How many. */
        public int accounts() {
            return members.size();
        }
    }

    public CohortGroups {
        facts = List.copyOf(facts);
        groups = List.copyOf(groups);
    }

    /** All of a campaign's accounts in groups. */
    public static CohortGroups of(Campaign campaign) {
        return of(campaign.accounts().size(), campaign.links());
    }

    /**
     * Some of a campaign's accounts in groups, by the facts that tell them apart: what all of them share is left out.
     *
     * @param members positions in the campaign's accounts, ascending
     */
    public static CohortGroups within(Campaign campaign, List<Integer> members) {
        int[] place = new int[campaign.accounts().size()];
        Arrays.fill(place, -1);
        for (int i = 0; i < members.size(); i++) {
            place[members.get(i)] = i;
        }
        List<Campaign.Link> links = new ArrayList<>();
        for (Campaign.Link link : campaign.links()) {
            List<Integer> sharing = link.accounts().stream()
                    .filter(account -> account >= 0 && account < place.length && place[account] >= 0)
                    .map(account -> place[account])
                    .toList();
            if (sharing.size() < members.size()) {
                links.add(new Campaign.Link(link.kind(), link.label(), sharing));
            }
        }
        CohortGroups inside = of(members.size(), links);
        return new CohortGroups(
                inside.facts(),
                inside.groups().stream()
                        .map(group -> new Group(
                                group.members().stream().map(members::get).toList(), group.sharing()))
                        .toList(),
                inside.notDrawn());
    }

    private static CohortGroups of(int accounts, List<Campaign.Link> links) {
        List<Campaign.Link> drawn = new ArrayList<>(mostShared(accounts, links, true));
        drawn.addAll(mostShared(accounts, links, false));
        List<Fact> facts = drawn.stream().map(Fact::of).toList();
        return new CohortGroups(facts, merged(signatures(accounts, drawn), facts.size()), links.size() - drawn.size());
    }

    /** The most shared of every kind first, then the second of every kind, so that no kind crowds the others out. */
    private static List<Campaign.Link> mostShared(int accounts, List<Campaign.Link> links, boolean origin) {
        Map<String, List<Campaign.Link>> byKind = new LinkedHashMap<>();
        for (Campaign.Link link : links) {
            boolean large = link.accounts().size() >= Math.max(2, LEAST_SHARE * accounts);
            if (large && LinkWords.isOrigin(link.kind()) == origin) {
                byKind.computeIfAbsent(link.kind(), _ -> new ArrayList<>()).add(link);
            }
        }
        Comparator<Campaign.Link> mostSharedFirst = Comparator.comparingInt(
                        (Campaign.Link link) -> link.accounts().size())
                .reversed();
        byKind.values().forEach(ofKind -> ofKind.sort(mostSharedFirst));
        List<Campaign.Link> chosen = new ArrayList<>();
        for (int rank = 0; rank < FACTS; rank++) {
            for (List<Campaign.Link> ofKind : byKind.values()) {
                if (rank < ofKind.size() && chosen.size() < FACTS) {
                    chosen.add(ofKind.get(rank));
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

    private static List<Group> merged(int[] signatures, int facts) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int signature : signatures) {
            counts.merge(signature, 1, Integer::sum);
        }
        List<Integer> homes = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(GROUPS)
                .map(Map.Entry::getKey)
                .toList();
        Map<Integer, Integer> homeOf = new HashMap<>();
        counts.keySet().forEach(signature -> homeOf.put(signature, nearest(signature, homes)));
        List<List<Integer>> members = new ArrayList<>();
        homes.forEach(_ -> members.add(new ArrayList<>()));
        int[][] sharing = new int[homes.size()][facts];
        for (int account = 0; account < signatures.length; account++) {
            int home = homeOf.getOrDefault(signatures[account], 0);
            members.get(home).add(account);
            for (int fact = 0; fact < facts; fact++) {
                sharing[home][fact] += (signatures[account] >> fact) & 1;
            }
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < homes.size(); i++) {
            groups.add(
                    new Group(members.get(i), Arrays.stream(sharing[i]).boxed().toList()));
        }
        groups.sort(Comparator.comparingInt(Group::accounts).reversed());
        return groups;
    }

    private static int nearest(int signature, List<Integer> homes) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < homes.size(); i++) {
            int differing = Integer.bitCount(signature ^ homes.get(i));
            if (differing < fewest) {
                fewest = differing;
                best = i;
            }
        }
        return best;
    }
}
