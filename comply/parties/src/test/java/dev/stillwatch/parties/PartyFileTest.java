// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartyFileTest {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    static final String COMPLETE = """
            {"id": "c-1", "kind": "entity",
             "facts": [
               {"claim": {"kind": "name", "text": " Canary Compute LLC "}, "basis": "register", "evidence": "HRB 1"},
               {"claim": {"kind": "alias", "text": "Canary"}, "basis": "self-declared", "evidence": "form 7"},
               {"claim": {"kind": "born", "day": "1990-02-28"}, "basis": "document", "evidence": "passport scan 3"},
               {"claim": {"kind": "jurisdiction", "country": "DE"}, "basis": "register", "evidence": "HRB 1"},
               {"claim": {"kind": "headquarters", "country": "DE"}, "basis": "register", "evidence": "HRB 1"},
               {"claim": {"kind": "ultimate-parent", "country": "US"}, "basis": "third-party", "evidence": "report 2"},
               {"claim": {"kind": "address", "text": "1 Canary Way", "country": "DE", "use": "principal-place"},
                "basis": "document", "evidence": "bill 4"},
               {"claim": {"kind": "registration", "scheme": "LEI", "number": "5299000"}, "basis": "register", "evidence": "GLEIF"},
               {"claim": {"kind": "payment", "means": "card", "reference": "411111 1111"}, "basis": "payment", "evidence": "t-9"},
               {"claim": {"kind": "email", "text": "Canary@example.org"}, "basis": "self-declared", "evidence": "form 7"},
               {"claim": {"kind": "telephone", "text": "+49 30 1"}, "basis": "self-declared", "evidence": "form 7"},
               {"claim": {"kind": "access", "address": "2001:db8::1", "at": "2026-11-22T09:00:00Z"},
                "basis": "observed", "evidence": "log"},
               {"claim": {"kind": "account", "account": "acct-1", "opened": "2026-01-01T00:00:00Z"},
                "basis": "observed", "evidence": "log"},
               {"claim": {"kind": "reseller", "resells": false}, "basis": "self-declared", "evidence": "form 7"}],
             "owners": [
               {"owner": "o-1", "share": "25-50", "interest": "ownership", "basis": "register", "evidence": "list 1",
                "from": "2020-01-01T00:00:00Z"}]}
            """;

    private static Party party(String json) {
        PartyFile file = PartyFile.read(json, "party.json");
        return new Party(file.id(), file.kind(), file.facts(NOW));
    }

    @Test
    void read_everyKindOfFact_isThatAndWrittenTheSameWay() {
        Party party = party(COMPLETE);
        assertThat(party.facts()).hasSize(14);
        assertThat(party.name(NOW)).contains("Canary Compute LLC");
        assertThat(party.claims(Claim.Born.class, NOW)).containsExactly(new Claim.Born(LocalDate.of(1990, 2, 28)));
        assertThat(party.claims(Claim.Email.class, NOW)).containsExactly(new Claim.Email("canary@example.org"));
        for (Fact fact : party.facts()) {
            assertThat(PartyJson.read(PartyJson.write(fact), Fact.class, "it")).isEqualTo(fact);
        }
        assertThat(PartyFile.read(COMPLETE, "party.json").holdings())
                .singleElement()
                .satisfies(holding -> assertThat(holding.share()).isEqualTo(new Share(2_500, 5_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "country": "DE"}, "basis": "register" | "country": "canary"}, "basis": "register" | at facts[3]
            "basis": "observed"                   | "basis": "canary"                         | at facts[11].basis
            "evidence": "HRB 1"                   | "evidence": " "                           | needs its evidence
            "411111 1111"                         | "4111111111111111"                        | never all of it
            2001:db8::1                           | canary.example                            | IP address in digits
            "share": "25-50"                      | "share": "canary"                         | a share is a percentage
            "kind": "entity",                     | "kind": "entity", "colour": "canary",     | at colour
            "owner": "o-1"                        | "owner": "c-1"                            | owners: party c-1 cannot own itself
            "resells": false                      | "resells": "canary"                       | at facts[13]
            "kind": "alias"                       | "kind": "canary"                          | at facts[1].claim
            "id": "c-1"                           | "id": "canary name"                       | use a number of your own
            "day": "1990-02-28"                   | "day": "canary"                           | at facts[2].claim.day
            """)
    void read_somethingWrong_namesThePlaceAndNotWhatStandsThere(String right, String wrong, String said) {
        String json = COMPLETE.replaceFirst(Pattern.quote(right), wrong);
        assertThat(json).isNotEqualTo(COMPLETE);
        assertThatThrownBy(() -> PartyFile.read(json, "party.json").facts(NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("party.json")
                .hasMessageContaining(said)
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("4111111111111111");
    }

    @Test
    void read_cutOffAnywhere_isRefused() {
        String json = COMPLETE.strip();
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> PartyFile.read(cut, "party.json"))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageStartingWith("party.json")
                    .hasMessageNotContaining("Canary");
        }
    }

    @Test
    void identification_complete_hasNoGaps_andWhatIsMissingOrOnlySaidIsNamed() {
        Party party = party(COMPLETE);
        assertThat(CustomerIdentification.gaps(party, NOW)).isEmpty();
        Party nothing = new Party(party.id(), party.kind(), List.of());
        assertThat(CustomerIdentification.gaps(nothing, NOW))
                .hasSize(8)
                .allMatch(gap -> gap.why() == CustomerIdentification.Why.MISSING);
        Party said = party(COMPLETE.replace("\"register\"", "\"self-declared\""));
        assertThat(CustomerIdentification.gaps(said, NOW))
                .extracting(CustomerIdentification.Gap::field, CustomerIdentification.Gap::why)
                .containsExactly(
                        tuple(CustomerIdentification.Field.NAME, CustomerIdentification.Why.UNVERIFIED),
                        tuple(CustomerIdentification.Field.JURISDICTION, CustomerIdentification.Why.UNVERIFIED));
        assertThat(CustomerIdentification.gaps(party, NOW.minusSeconds(1))).hasSize(8);
    }

    @Test
    void foreign_isToldByVerifiedFactsOnly() {
        Party party = party(COMPLETE);
        assertThat(CustomerIdentification.foreign(party, new CountryCode("US"), NOW))
                .contains(true);
        assertThat(CustomerIdentification.foreign(party, new CountryCode("DE"), NOW))
                .contains(false);
        Party said = party(COMPLETE.replace("\"register\"", "\"self-declared\""));
        assertThat(CustomerIdentification.foreign(said, new CountryCode("US"), NOW))
                .isEmpty();
    }

    @Test
    void keepUntil_accountClosed_isAfterItsLastUse() {
        Party party = party(COMPLETE);
        Duration twoYears = Duration.ofDays(730);
        Instant used = Instant.parse("2026-11-22T09:00:00Z");
        assertThat(CustomerIdentification.keepUntil(Optional.empty(), party, twoYears))
                .isEmpty();
        assertThat(CustomerIdentification.keepUntil(Optional.of(used.minusSeconds(5)), party, twoYears))
                .contains(used.plus(twoYears));
        assertThat(CustomerIdentification.keepUntil(Optional.of(NOW), party, twoYears))
                .contains(NOW.plus(twoYears));
    }

    @Test
    void factsHash_doesNotDependOnOrderOrOnWhatIsNotScreened() {
        Party party = party(COMPLETE);
        Party reversed = new Party(party.id(), party.kind(), party.facts().reversed());
        assertThat(FactsHash.of(reversed, NOW)).isEqualTo(FactsHash.of(party, NOW));
        Party moved = party(COMPLETE.replace("2001:db8::1", "2001:db8::2"));
        assertThat(FactsHash.of(moved, NOW)).isEqualTo(FactsHash.of(party, NOW));
        Party renamed = party(COMPLETE.replace("\"Canary\"", "\"Canary 2\""));
        assertThat(FactsHash.of(renamed, NOW)).isNotEqualTo(FactsHash.of(party, NOW));
    }
}
