// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which entities are owned half or more, directly or indirectly and in aggregate, by blocked ones.
 *
 * <p>What counts up a chain is what a blocked party or an entity so owned holds, whole: shares are not multiplied along chains
 * (OFAC's revised guidance of 13 August 2014 and FAQ 401; the suspended 50 % Affiliates rule of 90 FR 47201 aggregates alike).
 * The result is the smallest set that contains the blocked parties and every entity of which members hold half or more; owners
 * in a ring are so blocked by others only, not by each other. It is computed twice, by lower and by upper bounds. Pure; time and
 * memory linear in edges.
 */
public final class OwnershipRollUp {
    /** Half, in hundredths of a percent. */
    public static final int HALF = 5_000;

    private final Map<PartyId, List<OwnershipEdge>> byOwned = new TreeMap<>();
    private final Set<PartyId> blocked;
    private final Set<PartyId> surely;
    private final Set<PartyId> perhaps;

    private OwnershipRollUp(Collection<OwnershipEdge> edges, Set<PartyId> blocked, Instant at) {
        this.blocked = Set.copyOf(blocked);
        Map<PartyId, List<OwnershipEdge>> byOwner = new HashMap<>();
        for (OwnershipEdge edge : edges) {
            if (edge.held(at) && edge.interest() == OwnershipEdge.Interest.OWNERSHIP) {
                byOwner.computeIfAbsent(edge.owner(), _ -> new ArrayList<>()).add(edge);
                byOwned.computeIfAbsent(edge.owned(), _ -> new ArrayList<>()).add(edge);
            }
        }
        surely = closed(byOwner, true);
        perhaps = closed(byOwner, false);
    }

    /** Sums up what is held at a time. */
    public static OwnershipRollUp of(Collection<OwnershipEdge> edges, Set<PartyId> blocked, Instant at) {
        return new OwnershipRollUp(edges, blocked, at);
    }

    private Set<PartyId> closed(Map<PartyId, List<OwnershipEdge>> byOwner, boolean byLowerBounds) {
        Set<PartyId> members = new HashSet<>(blocked);
        List<PartyId> toFollow = new ArrayList<>(blocked);
        Map<PartyId, Long> held = new HashMap<>();
        while (!toFollow.isEmpty()) {
            for (OwnershipEdge edge : byOwner.getOrDefault(toFollow.removeLast(), List.of())) {
                long share = byLowerBounds ? edge.share().low() : edge.share().high();
                if (held.merge(edge.owned(), share, Long::sum) >= HALF && members.add(edge.owned())) {
                    toFollow.add(edge.owned());
                }
            }
        }
        return members;
    }

    /** What is said of one entity. */
    public OwnershipFinding of(PartyId party) {
        List<OwnershipFinding.Holding> counted = new ArrayList<>();
        long low = 0;
        long high = 0;
        long known = 0;
        for (OwnershipEdge edge : byOwned.getOrDefault(party, List.of())) {
            known += edge.share().low();
            if (perhaps.contains(edge.owner())) {
                boolean sure = surely.contains(edge.owner());
                low += sure ? edge.share().low() : 0;
                high += edge.share().high();
                counted.add(new OwnershipFinding.Holding(edge, why(edge.owner(), sure)));
            }
        }
        return new OwnershipFinding(
                party,
                blocked.contains(party),
                Comparison.of(low, high, HALF),
                new Share((int) Math.min(Share.WHOLE, low), (int) Math.min(Share.WHOLE, high)),
                counted,
                (int) Math.max(0, Share.WHOLE - known),
                known > Share.WHOLE);
    }

    private OwnershipFinding.Why why(PartyId owner, boolean sure) {
        if (blocked.contains(owner)) {
            return OwnershipFinding.Why.BLOCKED;
        }
        return sure ? OwnershipFinding.Why.OWNED_BY_BLOCKED : OwnershipFinding.Why.PERHAPS_OWNED_BY_BLOCKED;
    }

    /**
     * Entities that are not blocked themselves, of which blocked ones hold something that is below half as far as is known, while
     * the rest is in hands that are not known and could make it half.
     */
    public List<OwnershipFinding> undecided() {
        return byOwned.keySet().stream()
                .filter(party -> !perhaps.contains(party))
                .map(this::of)
                .filter(finding -> !finding.counted().isEmpty() && finding.undecided())
                .toList();
    }

    /** All entities that are not blocked themselves and of which blocked ones hold, or may hold, half or more. */
    public List<OwnershipFinding> findings() {
        return byOwned.keySet().stream()
                .filter(party -> perhaps.contains(party) && !blocked.contains(party))
                .map(this::of)
                .toList();
    }
}
