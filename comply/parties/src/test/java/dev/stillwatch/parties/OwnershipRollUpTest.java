// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipRollUpTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private static PartyId id(String name) {
        return new PartyId(name);
    }

    private static OwnershipEdge edge(String owner, String owned, String percent) {
        return edge(owner, owned, Share.parse(percent));
    }

    private static OwnershipEdge edge(String owner, String owned, Share share) {
        return new OwnershipEdge(
                id(owner),
                id(owned),
                share,
                OwnershipEdge.Interest.OWNERSHIP,
                Basis.REGISTER,
                "register entry 1",
                NOW.minus(Duration.ofDays(9)),
                Optional.empty());
    }

    private static OwnershipFinding finding(String party, List<OwnershipEdge> edges, String... blocked) {
        return OwnershipRollUp.of(edges, ids(blocked), NOW).of(id(party));
    }

    private static Set<PartyId> ids(String... names) {
        return Set.of(names).stream().map(PartyId::new).collect(Collectors.toSet());
    }

    @Test
    void twoBlockedOwners_whoHoldHalfTogether_countInAggregate() {
        List<OwnershipEdge> edges = List.of(edge("x", "a", "25"), edge("y", "a", "25"), edge("z", "a", "50"));
        assertThat(finding("a", edges, "x", "y").half()).isEqualTo(Comparison.ABOVE);
        assertThat(finding("a", edges, "x").half()).isEqualTo(Comparison.BELOW);
        assertThat(finding("a", edges, "x", "y").share()).isEqualTo(Share.exactly(5_000));
        assertThat(finding("a", edges, "x", "y").undecided()).isFalse();
    }

    /** OFAC's FAQ 401: X holds half of A, A half of B: B is blocked, though X's part in it is a quarter. */
    @Test
    void chainOfHalves_countsWhole_notMultiplied() {
        List<OwnershipEdge> edges = List.of(edge("x", "a", "50"), edge("a", "b", "50"), edge("b", "c", "50"));
        assertThat(finding("c", edges, "x").half()).isEqualTo(Comparison.ABOVE);
        assertThat(finding("c", edges, "x").counted())
                .singleElement()
                .satisfies(holding -> assertThat(holding.why()).isEqualTo(OwnershipFinding.Why.OWNED_BY_BLOCKED));
    }

    /** FAQ 401: X holds 50 % of A and 10 % of B, A holds 40 % of B: together half. */
    @Test
    void directAndIndirectHoldings_addUp_andAMinorityInBetweenBreaksTheChain() {
        List<OwnershipEdge> edges = List.of(edge("x", "a", "50"), edge("x", "b", "10"), edge("a", "b", "40"));
        assertThat(finding("b", edges, "x").half()).isEqualTo(Comparison.ABOVE);
        List<OwnershipEdge> broken = List.of(edge("x", "a", "49.99"), edge("x", "b", "10"), edge("a", "b", "40"));
        assertThat(finding("b", broken, "x").half()).isEqualTo(Comparison.BELOW);
        assertThat(finding("b", broken, "x").share()).isEqualTo(Share.exactly(1_000));
    }

    @Test
    void shareKnownBetweenBounds_crossesHalf_andSoDoesWhatHangsOnIt() {
        List<OwnershipEdge> edges = List.of(edge("x", "a", "40-60"), edge("a", "b", "80"));
        assertThat(finding("a", edges, "x").half()).isEqualTo(Comparison.CROSSES);
        OwnershipFinding below = finding("b", edges, "x");
        assertThat(below.half()).isEqualTo(Comparison.CROSSES);
        assertThat(below.share()).isEqualTo(new Share(0, 8_000));
        assertThat(below.counted().getFirst().why()).isEqualTo(OwnershipFinding.Why.PERHAPS_OWNED_BY_BLOCKED);
        assertThat(below.undecided()).isTrue();
    }

    @Test
    void ownersInARing_areBlockedByOthersOnly() {
        List<OwnershipEdge> ring = List.of(edge("a", "b", "60"), edge("b", "a", "60"));
        assertThat(OwnershipRollUp.of(ring, ids("x"), NOW).findings()).isEmpty();
        List<OwnershipEdge> entered = new ArrayList<>(ring);
        entered.add(edge("x", "c", "50"));
        entered.add(edge("c", "a", "40"));
        assertThat(finding("a", entered, "x").half()).isEqualTo(Comparison.BELOW);
        entered.add(edge("x", "a", "10"));
        assertThat(OwnershipRollUp.of(entered, ids("x"), NOW).findings())
                .extracting(OwnershipFinding::party)
                .containsExactly(id("a"), id("b"), id("c"));
    }

    @Test
    void unknownOwners_whoCouldMakeItHalf_leaveItUndecided() {
        assertThat(finding("a", List.of(edge("x", "a", "20"), edge("z", "a", "60")), "x"))
                .satisfies(finding -> {
                    assertThat(finding.unknown()).isEqualTo(2_000);
                    assertThat(finding.undecided()).isFalse();
                });
        assertThat(finding("a", List.of(edge("x", "a", "20"), edge("z", "a", "40")), "x")
                        .undecided())
                .isTrue();
    }

    @Test
    void holdings_ofMoreThanTheWhole_contradictEachOther() {
        List<OwnershipEdge> edges = List.of(edge("x", "a", "70"), edge("y", "a", "70"));
        assertThat(finding("a", edges, "x", "y")).satisfies(finding -> {
            assertThat(finding.contradicted()).isTrue();
            assertThat(finding.share()).isEqualTo(Share.exactly(Share.WHOLE));
        });
    }

    @Test
    void controlWithoutOwnership_orBeforeItBegan_orAfterItEnded_doesNotCount() {
        OwnershipEdge held = edge("x", "a", "100");
        Instant later = NOW.plusSeconds(1);
        List<OwnershipEdge> none = List.of(
                new OwnershipEdge(
                        held.owner(),
                        held.owned(),
                        held.share(),
                        OwnershipEdge.Interest.CONTROL,
                        held.basis(),
                        held.evidence(),
                        held.from(),
                        held.to()),
                new OwnershipEdge(
                        held.owner(),
                        held.owned(),
                        held.share(),
                        held.interest(),
                        held.basis(),
                        held.evidence(),
                        later,
                        held.to()),
                new OwnershipEdge(
                        held.owner(),
                        held.owned(),
                        held.share(),
                        held.interest(),
                        held.basis(),
                        held.evidence(),
                        held.from(),
                        Optional.of(NOW)));
        assertThat(finding("a", none, "x").half()).isEqualTo(Comparison.BELOW);
        assertThat(OwnershipRollUp.of(none, ids("x"), later).of(id("a")).half()).isEqualTo(Comparison.ABOVE);
    }

    private static List<OwnershipEdge> random(Random random, int entities) {
        List<OwnershipEdge> edges = new ArrayList<>();
        for (int n = random.nextInt(3 * entities); n > 0; n--) {
            int owner = random.nextInt(entities);
            int owned = random.nextInt(entities);
            int low = random.nextInt(60) * 100;
            if (owner != owned) {
                int high = Math.min(Share.WHOLE, low + (random.nextBoolean() ? 0 : random.nextInt(3_000)));
                edges.add(edge("p" + owner, "p" + owned, new Share(low, high)));
            }
        }
        return edges;
    }

    private static boolean closed(Set<PartyId> members, List<OwnershipEdge> edges, int entities, boolean low) {
        for (int n = 0; n < entities; n++) {
            PartyId entity = id("p" + n);
            long held = edges.stream()
                    .filter(edge -> edge.owned().equals(entity) && members.contains(edge.owner()))
                    .mapToLong(edge -> low ? edge.share().low() : edge.share().high())
                    .sum();
            if (held >= 5_000 && !members.contains(entity)) {
                return false;
            }
        }
        return true;
    }

    /** What is in every set that holds the blocked and whatever its members own half of: tried for all sets. */
    private static Set<PartyId> inAllClosedSets(
            Set<PartyId> blocked, List<OwnershipEdge> edges, int entities, boolean low) {
        Set<PartyId> in = null;
        for (int bits = 0; bits < 1 << entities; bits++) {
            Set<PartyId> members = new HashSet<>();
            for (int n = 0; n < entities; n++) {
                if ((bits >> n & 1) == 1) {
                    members.add(id("p" + n));
                }
            }
            if (members.containsAll(blocked) && closed(members, edges, entities, low)) {
                if (in == null) {
                    in = members;
                } else {
                    in.retainAll(members);
                }
            }
        }
        return in == null ? Set.of() : in;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findings_anyGraph_areTheSmallestClosedSetByBothBounds(long seed) {
        Random random = new Random(seed);
        int perhaps = 0;
        for (int round = 0; round < 150; round++) {
            int entities = 2 + random.nextInt(6);
            List<OwnershipEdge> edges = random(random, entities);
            Set<PartyId> blocked = Set.of(id("p0"));
            Set<PartyId> surely = inAllClosedSets(blocked, edges, entities, true);
            Set<PartyId> possibly = inAllClosedSets(blocked, edges, entities, false);
            Collections.shuffle(edges, random);
            OwnershipRollUp rollUp = OwnershipRollUp.of(edges, blocked, NOW);
            for (int n = 1; n < entities; n++) {
                PartyId entity = id("p" + n);
                Comparison expected = surely.contains(entity)
                        ? Comparison.ABOVE
                        : possibly.contains(entity) ? Comparison.CROSSES : Comparison.BELOW;
                assertThat(rollUp.of(entity).half()).isEqualTo(expected);
                perhaps += expected == Comparison.CROSSES ? 1 : 0;
            }
        }
        assertThat(perhaps).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void findings_moreBlockedOrMoreHeld_areNeverFewer(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int entities = 3 + random.nextInt(20);
            List<OwnershipEdge> edges = random(random, entities);
            List<OwnershipFinding> before =
                    OwnershipRollUp.of(edges, ids("p0"), NOW).findings();
            List<OwnershipEdge> more = new ArrayList<>(edges);
            more.addAll(random(random, entities));
            OwnershipRollUp after = OwnershipRollUp.of(more, ids("p0", "p1"), NOW);
            for (OwnershipFinding finding : before) {
                assertThat(after.of(finding.party()).half()).isGreaterThanOrEqualTo(finding.half());
            }
        }
    }

    @Test
    void findings_chainOfAHundredThousand_isSummedUp() {
        List<OwnershipEdge> edges = new ArrayList<>();
        for (int n = 0; n < 100_000; n++) {
            edges.add(edge("p" + n, "p" + (n + 1), "51"));
        }
        Collections.shuffle(edges, new Random(7));
        assertThat(OwnershipRollUp.of(edges, ids("p0"), NOW).findings()).hasSize(100_000);
    }
}
