// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the cases that campaigns go on with, by the accounts they share. Pure, and the same whatever the order of cases.
 *
 * <p>A detector's id for a campaign changes with every member, so membership itself is what identifies it: it goes on
 * with a case if they share more than half of the accounts of whichever is smaller. That survives growth, since the
 * smaller then is the case, and shrinking, since it then is the campaign.
 */
final class CampaignMatching {
    private CampaignMatching() {}

    /**
     * A campaign to find a case for.
     *
     * @param size how many accounts it has
     * @param accused whether its verdict is distillation; such ones have the first choice
     */
    record Found(String campaignId, int size, boolean accused) {}

    /**
     * A case that may go on.
     *
     * @param size how many current accounts it has
     * @param open whether work on it goes on
     */
    record Known(String caseId, int size, boolean open) {}

    /**
     * What a campaign goes on with.
     *
     * @param goesOn the case
     * @param absorbed open cases that become part of it
     * @param splitFrom where it has none: the case that shares most with it and went on with another campaign
     */
    record Match(Optional<String> goesOn, List<String> absorbed, Optional<String> splitFrom) {
        Match {
            absorbed = List.copyOf(absorbed);
        }
    }

    private record Claim(int campaign, Known known, int shared) {}

    /**
     * One match per campaign, in their order.
     *
     * @param known oldest first
     * @param shared by place of the campaign: how many accounts each case shares with it
     */
    static List<Match> match(List<Found> campaigns, List<Known> known, List<Map<String, Integer>> shared) {
        Map<Integer, List<Claim>> won = new HashMap<>();
        Map<Integer, Claim> lost = new HashMap<>();
        for (Known one : known) {
            List<Claim> claims = claims(campaigns, one, shared);
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                if (i == 0) {
                    won.computeIfAbsent(claim.campaign(), _ -> new ArrayList<>())
                            .add(claim);
                } else {
                    lost.merge(claim.campaign(), claim, (a, b) -> a.shared() >= b.shared() ? a : b);
                }
            }
        }
        List<Match> matches = new ArrayList<>();
        for (int c = 0; c < campaigns.size(); c++) {
            matches.add(match(won.getOrDefault(c, List.of()), Optional.ofNullable(lost.get(c))));
        }
        return matches;
    }

    /** Campaigns that may go on with a case, best first. */
    private static List<Claim> claims(List<Found> campaigns, Known known, List<Map<String, Integer>> shared) {
        List<Claim> claims = new ArrayList<>();
        for (int c = 0; c < campaigns.size(); c++) {
            int common = shared.get(c).getOrDefault(known.caseId(), 0);
            if (2L * common > Math.min(campaigns.get(c).size(), known.size())) {
                claims.add(new Claim(c, known, common));
            }
        }
        claims.sort(Comparator.comparing(
                        (Claim claim) -> !campaigns.get(claim.campaign()).accused())
                .thenComparing(Comparator.comparingInt(Claim::shared).reversed())
                .thenComparingInt(claim -> campaigns.get(claim.campaign()).size())
                .thenComparing(claim -> campaigns.get(claim.campaign()).campaignId()));
        return claims;
    }

    private static Match match(List<Claim> won, Optional<Claim> lost) {
        List<String> open = won.stream()
                .filter(claim -> claim.known().open())
                .map(claim -> claim.known().caseId())
                .toList();
        if (!open.isEmpty()) {
            return new Match(Optional.of(open.getFirst()), open.subList(1, open.size()), Optional.empty());
        }
        if (!won.isEmpty()) {
            return new Match(Optional.of(won.getLast().known().caseId()), List.of(), Optional.empty());
        }
        return new Match(
                Optional.empty(), List.of(), lost.map(claim -> claim.known().caseId()));
    }
}
