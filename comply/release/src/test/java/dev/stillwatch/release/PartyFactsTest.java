// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static dev.stillwatch.release.Releases.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.parties.Basis;
import dev.stillwatch.parties.Claim;
import dev.stillwatch.parties.CountryCode;
import dev.stillwatch.parties.Fact;
import dev.stillwatch.parties.OwnershipEdge;
import dev.stillwatch.parties.OwnershipRollUp;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.parties.Screening;
import dev.stillwatch.parties.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartyFactsTest {
    private static final PartyId PARTY = new PartyId("p-1");
    private static final PartyId OWNER = new PartyId("p-2");

    private static Fact fact(Claim claim, Basis basis) {
        return Fact.of(claim, basis, "archive 1", NOW);
    }

    private static ReleaseFacts facts(
            Party.Kind kind, List<Fact> facts, List<OwnershipEdge> owners, Set<PartyId> listed) {
        Screening screening = new Screening(PARTY, NOW, "00", List.of("OFAC_SDN 00ff"), "names 1", 0.8, List.of());
        return PartyFacts.of(
                Releases.request(ReleaseKind.KEY_RELEASE),
                Releases.item(),
                new Party(PARTY, kind, facts),
                Optional.of(screening),
                OwnershipRollUp.of(owners, listed, NOW).of(PARTY),
                NOW);
    }

    private static OwnershipEdge holds(String share) {
        return new OwnershipEdge(
                OWNER,
                PARTY,
                Share.parse(share),
                OwnershipEdge.Interest.OWNERSHIP,
                Basis.REGISTER,
                "archive 2",
                NOW,
                Optional.empty());
    }

    private static Optional<Object> ownership(Party.Kind kind, List<OwnershipEdge> owners, Set<PartyId> listed) {
        return facts(kind, List.of(), owners, listed).value(ReleaseFact.PARTY_OWNERSHIP);
    }

    @Test
    void ownership_whatIsKnownOfIt_isBelowCrossesAboveOrUnknown() {
        assertThat(ownership(Party.Kind.ENTITY, List.of(holds("100")), Set.of()))
                .contains("below");
        assertThat(ownership(Party.Kind.ENTITY, List.of(holds("51")), Set.of(OWNER)))
                .contains("above");
        assertThat(ownership(Party.Kind.ENTITY, List.of(holds("25-60")), Set.of(OWNER)))
                .contains("crosses");
        assertThat(ownership(Party.Kind.ENTITY, List.of(holds("20")), Set.of(OWNER)))
                .as("the other owners are not known")
                .contains("crosses");
        assertThat(ownership(Party.Kind.ENTITY, List.of(), Set.of())).isEmpty();
        assertThat(ownership(Party.Kind.PERSON, List.of(), Set.of())).contains("below");
    }

    @Test
    void countries_onlyWhatSomebodyElseVerified_areKnown() {
        CountryCode germany = new CountryCode("DE");
        List<Fact> said = new ArrayList<>(List.of(
                fact(new Claim.Headquarters(germany), Basis.SELF_DECLARED),
                fact(new Claim.Nationality(germany), Basis.SELF_DECLARED)));
        ReleaseFacts declared = facts(Party.Kind.ENTITY, said, List.of(), Set.of());
        assertThat(declared.value(ReleaseFact.PARTY_HEADQUARTERS)).isEmpty();
        assertThat(declared.value(ReleaseFact.PARTY_NATIONALITIES)).isEmpty();
        assertThat(declared.value(ReleaseFact.PARTY_RESIDENCES)).isEmpty();
        said.add(fact(new Claim.Headquarters(germany), Basis.REGISTER));
        said.add(fact(new Claim.Nationality(germany), Basis.DOCUMENT));
        ReleaseFacts verified = facts(Party.Kind.ENTITY, said, List.of(), Set.of());
        assertThat(verified.value(ReleaseFact.PARTY_HEADQUARTERS)).contains("DE");
        assertThat(verified.value(ReleaseFact.PARTY_NATIONALITIES)).contains(List.of("DE"));
        assertThat(verified.value(ReleaseFact.PARTY_RESIDENCES)).contains(List.of());
        said.add(fact(new Claim.Headquarters(new CountryCode("FR")), Basis.REGISTER));
        assertThat(facts(Party.Kind.ENTITY, said, List.of(), Set.of()).value(ReleaseFact.PARTY_HEADQUARTERS))
                .as("registers that contradict each other decide nothing")
                .isEmpty();
    }

    @Test
    void facts_ofAParty_holdNoNameAndNoEndUse() {
        String json = ReleaseJson.write(facts(
                Party.Kind.PERSON,
                List.of(fact(new Claim.Name("Zqcanary Beispiel"), Basis.DOCUMENT)),
                List.of(),
                Set.of()));
        assertThat(json).doesNotContain("Zqcanary").doesNotContain("measuring");
    }
}
