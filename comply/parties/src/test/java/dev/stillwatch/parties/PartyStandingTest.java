// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartyStandingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final PartyId PARTY = new PartyId("p-1");
    private static final PartyId OWNER = new PartyId("p-2");
    private static final CountryCode GERMANY = new CountryCode("DE");

    private static Fact fact(Claim claim, Basis basis) {
        return Fact.of(claim, basis, "archive 1", NOW);
    }

    private static List<PartyStanding> standing(List<Fact> facts, List<OwnershipEdge> owners) {
        Screening screening = new Screening(PARTY, NOW, "00", List.of("OFAC_SDN 00ff"), "names 1", 0.8, List.of());
        PartyReview review =
                new PartyReview(List.of(), Map.of(PARTY, screening), OwnershipRollUp.of(owners, Set.of(OWNER), NOW));
        return PartyStanding.of(new Party(PARTY, Party.Kind.ENTITY, facts), review, NOW);
    }

    @Test
    void of_aPartyWithTwoAccounts_saysTheSameOfBothAndNoName() {
        List<Fact> facts = new ArrayList<>(List.of(
                fact(new Claim.Name("Zqcanary GmbH"), Basis.REGISTER),
                fact(new Claim.Account("key-1", NOW), Basis.REGISTER),
                fact(new Claim.Account("key-2", NOW), Basis.REGISTER),
                fact(new Claim.Jurisdiction(GERMANY), Basis.REGISTER),
                fact(new Claim.Headquarters(GERMANY), Basis.SELF_DECLARED)));
        List<PartyStanding> both = standing(facts, List.of());
        assertThat(both).extracting(PartyStanding::account).containsExactly("key-1", "key-2");
        assertThat(both)
                .allSatisfy(each -> assertThat(each.attributes())
                        .containsExactlyInAnyOrderEntriesOf(Map.of(
                                "party", "p-1", "identified", "no", "screening", "clear", "jurisdiction", "DE")));
        facts.add(fact(new Claim.Jurisdiction(new CountryCode("FR")), Basis.DOCUMENT));
        assertThat(standing(facts, List.of()).getFirst().attributes()).containsEntry("jurisdiction", "DE FR");
    }

    @Test
    void of_whatListedPartiesHold_isBelowCrossesOrAbove() {
        assertThat(owned("100")).isEqualTo("above");
        assertThat(owned("20")).as("the rest is in unknown hands").isEqualTo("crosses");
    }

    private static String owned(String share) {
        OwnershipEdge edge = new OwnershipEdge(
                OWNER,
                PARTY,
                Share.parse(share),
                OwnershipEdge.Interest.OWNERSHIP,
                Basis.REGISTER,
                "archive 2",
                NOW,
                Optional.empty());
        return standing(List.of(fact(new Claim.Account("key-1", NOW), Basis.REGISTER)), List.of(edge))
                .getFirst()
                .attributes()
                .getOrDefault("listed_owners", "");
    }
}
