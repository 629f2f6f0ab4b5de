// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static dev.stillwatch.release.LicenceDecision.Outcome.ALLOW;
import static dev.stillwatch.release.LicenceDecision.Outcome.ALLOW_WITH_CONDITIONS;
import static dev.stillwatch.release.LicenceDecision.Outcome.DENY;
import static dev.stillwatch.release.LicenceDecision.Outcome.NEEDS_INFO;
import static dev.stillwatch.release.LicenceDecision.Outcome.REFER;
import static dev.stillwatch.release.Releases.NOW;
import static dev.stillwatch.release.Releases.clean;
import static dev.stillwatch.release.Releases.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.filings.Threshold;
import dev.stillwatch.release.LicenceDecision.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LicenceEngineTest {
    private static final String LICENCE = "us.ear.4e091/licence";
    private static final List<String> IN_PARTNER_STATES = List.of(
            "access-log",
            "confidential-computing",
            "dual-control",
            "egress-limit",
            "end-to-end-encrypted",
            "screened-staff");

    private static LicenceDecision decide(Releases.Known known) {
        return Releases.engine().decide(known.facts(), NOW, NOW);
    }

    private static List<String> grounds(LicenceDecision decision) {
        return decision.grounds().stream().map(RuleFinding::name).toList();
    }

    private static void assertOutcome(Releases.Known known, Outcome outcome, String ground) {
        LicenceDecision decision = decide(known);
        assertThat(decision.outcome()).as(decision.grounds().toString()).isEqualTo(outcome);
        assertThat(grounds(decision)).contains(ground);
    }

    @Test
    void decide_nothingSpeaksAgainstIt_isAllowedWithinLimits() {
        LicenceDecision decision = decide(clean());
        assertThat(decision.outcome()).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(decision.limits().controls())
                .containsExactlyInAnyOrder(
                        CustodyControl.END_TO_END_ENCRYPTED, CustodyControl.DUAL_CONTROL, CustodyControl.ACCESS_LOG);
        assertThat(decision.expires()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(decision.trace())
                .hasSize(shipped().packs().stream()
                        .mapToInt(pack -> pack.rules().size())
                        .sum());
    }

    @Test
    void decide_publishedWeights_areAllowedWithoutLimits() {
        assertThat(decide(clean().with(ReleaseFact.ITEM_PUBLISHED, true)).outcome())
                .isEqualTo(ALLOW);
    }

    @Test
    void decide_partyOrUseThatMayNot_isDeniedWhateverElseIsUnknown() {
        assertOutcome(clean().with(ReleaseFact.PARTY_SCREENING, "listed"), DENY, "stillwatch.releases/listed");
        assertOutcome(clean().with(ReleaseFact.PARTY_OWNERSHIP, "above"), DENY, "us.ofac.50/owned");
        assertOutcome(
                clean().with(ReleaseFact.CUSTODY_COUNTRIES, List.of("DE", "RU")),
                DENY,
                "stillwatch.releases/kept-in-an-embargoed-country");
        assertOutcome(
                clean().with(ReleaseFact.END_USE_FLAGS, List.of("military"))
                        .without(ReleaseFact.PARTY_OWNERSHIP)
                        .operationsUnknown(),
                DENY,
                "stillwatch.releases/weapons-or-military");
    }

    @Test
    void decide_whatIsNotKnown_isAskedForAndNeverReadAsNo() {
        assertThat(decide(clean().without(ReleaseFact.END_USE_FLAGS)).missing()).containsExactly("end_use.flags");
        assertThat(decide(clean().without(ReleaseFact.PARTY_OWNERSHIP)).missing())
                .containsExactly("party.ownership");
        assertThat(decide(clean().without(ReleaseFact.DESTINATION_COUNTRY)).missing())
                .containsExactly("destination.country");
        LicenceDecision decision = decide(clean().notScreened());
        assertThat(decision.outcome()).isEqualTo(NEEDS_INFO);
        assertThat(decision.missing()).containsExactly("party.screening");
        assertThat(decision.limits()).isEqualTo(ReleaseLimits.NONE);
    }

    @Test
    void decide_redFlagOrDoubt_isReferredUntilSomebodyAnswersForIt() {
        Releases.Known flagged = clean().with(ReleaseFact.END_USE_FLAGS, List.of("resale"));
        assertOutcome(flagged, REFER, "stillwatch.releases/red-flag");
        LicenceDecision answered = decide(flagged.opinion("stillwatch.releases/red-flag"));
        assertThat(answered.outcome()).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(answered.expires()).isEqualTo(NOW.plus(Duration.ofDays(20)));
        // An opinion is no licence, and a licence no opinion.
        assertOutcome(
                clean().with(ReleaseFact.END_USE_FLAGS, List.of("resale")).licence("stillwatch.releases/red-flag"),
                REFER,
                "stillwatch.releases/red-flag");
        assertOutcome(
                clean().with(ReleaseFact.PARTY_SCREENING, "authorised").opinion("stillwatch.releases/let-through"),
                REFER,
                "stillwatch.releases/let-through");
        assertThat(decide(clean().with(ReleaseFact.PARTY_SCREENING, "authorised")
                                .licence("stillwatch.releases/let-through"))
                        .outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
    }

    @Test
    void decide_nothingThatDenies_canBeAnswered() {
        assertOutcome(
                clean().with(ReleaseFact.PARTY_SCREENING, "listed")
                        .licence("stillwatch.releases/listed")
                        .opinion("stillwatch.releases/listed"),
                DENY,
                "stillwatch.releases/listed");
    }

    @Test
    void decide_expiredLicence_answersNothing() {
        LicenceDecision later = Releases.engine()
                .decide(
                        clean().with(ReleaseFact.PARTY_SCREENING, "authorised")
                                .licence("stillwatch.releases/let-through")
                                .facts(),
                        NOW.plus(Duration.ofDays(10)),
                        NOW);
        assertThat(later.outcome()).isEqualTo(REFER);
    }

    /** Codified and not enforced: it is in the trace, and decides nothing. */
    @Test
    void decide_ruleThatIsNotEnforced_isShownAndDoesNotBind() {
        LicenceDecision decision = decide(clean().operations(2e26, 3e26));
        assertThat(decision.outcome()).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(decision.trace())
                .filteredOn(each -> each.name().equals(LICENCE))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.finding()).isInstanceOf(RuleFinding.Finding.NotInForce.class);
                    assertThat(each.operations()).contains(Threshold.Comparison.ABOVE);
                });
    }

    private static LicenceDecision underWeightsRule(Releases.Known known) {
        LicencePacks packs = LicencePacks.of(List.of(
                shipped("house.yaml"), shipped("us-ear-4e091.yaml", "status: not-enforced", "status: in-force")));
        return new LicenceEngine(packs, List.of()).decide(known.facts(), NOW, NOW);
    }

    @Test
    void decide_operationsAgainstAThreshold_areBelowCrossingOrAbove() {
        Releases.Known elsewhere = clean().with(ReleaseFact.DESTINATION_COUNTRY, "CH");
        assertThat(underWeightsRule(elsewhere.operations(8e25, 9e25)).outcome()).isEqualTo(ALLOW_WITH_CONDITIONS);
        LicenceDecision crossing = underWeightsRule(elsewhere.operations(8e25, 1.2e26));
        assertThat(crossing.outcome()).isEqualTo(NEEDS_INFO);
        assertThat(crossing.missing()).containsExactly("item.operations");
        assertThat(crossing.trace())
                .filteredOn(each -> each.name().equals(LICENCE))
                .extracting(RuleFinding::operations)
                .containsExactly(Optional.of(Threshold.Comparison.CROSSES));
        assertThat(underWeightsRule(elsewhere.operationsUnknown()).missing()).containsExactly("item.operations");
        assertThat(underWeightsRule(elsewhere.operations(1e26, 1e26)).outcome())
                .as("the rule says 1e26 or more")
                .isEqualTo(REFER);
        assertThat(underWeightsRule(elsewhere.operations(9.99e25, 9.99e25)).outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
        LicenceDecision above = underWeightsRule(elsewhere.operations(1.1e26, 1.2e26));
        assertThat(above.outcome()).isEqualTo(REFER);
        assertThat(grounds(above)).contains(LICENCE);
        assertThat(underWeightsRule(elsewhere.operations(1.1e26, 1.2e26).with(ReleaseFact.ITEM_PUBLISHED, true))
                        .outcome())
                .isEqualTo(ALLOW);
    }

    @Test
    void decide_exception_answersALicenceUnderItsConditionsAndIsAskedForOnlyThen() {
        LicenceDecision excepted = underWeightsRule(clean().operations(1.1e26, 1.2e26));
        assertThat(excepted.outcome()).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(excepted.limits().controls().stream().map(CustodyControl::label))
                .containsExactlyInAnyOrderElementsOf(IN_PARTNER_STATES);
        LicenceDecision unknownParent =
                underWeightsRule(clean().operations(1.1e26, 1.2e26).without(ReleaseFact.PARTY_ULTIMATE_PARENT));
        assertThat(unknownParent.missing()).containsExactly("party.ultimate_parent");
        assertThat(underWeightsRule(clean().operations(1e25, 1e25).without(ReleaseFact.PARTY_ULTIMATE_PARENT))
                        .outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
    }

    @Test
    void decide_windowsOfALaw_areThoseOfTheDay() {
        Releases.Known partly = clean().with(ReleaseFact.PARTY_LISTED_HOLD, true);
        assertThat(atDay(partly, "2026-03-01")).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(atDay(partly, "2026-11-09")).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(atDay(partly, "2026-11-10")).isEqualTo(REFER);
        LicenceDecision before = Releases.engine().decide(partly.facts(), Instant.parse("2026-11-09T12:00:00Z"), NOW);
        assertThat(before.expires())
                .as("a decision lasts no longer than the law stays as it is")
                .isEqualTo("2026-11-10T00:00:00Z");
    }

    private static Outcome atDay(Releases.Known known, String day) {
        return Releases.engine()
                .decide(known.facts(), Instant.parse(day + "T12:00:00Z"), NOW)
                .outcome();
    }

    @Test
    void decide_deemedExport_asksWhoThePersonIsAndNotWhereTheyAre() {
        Releases.Known staff = clean().with(ReleaseFact.RELEASE_KIND, "deemed-export")
                .with(ReleaseFact.PARTY_KIND, "person")
                .without(ReleaseFact.DESTINATION_COUNTRY)
                .without(ReleaseFact.CUSTODY_COUNTRIES);
        assertThat(decide(staff).missing()).containsExactly("party.nationalities", "party.residences");
        staff.with(ReleaseFact.PARTY_NATIONALITIES, List.of("IN")).with(ReleaseFact.PARTY_RESIDENCES, List.of());
        assertOutcome(staff, REFER, "us.ear.deemed/foreign-person");
        staff.with(ReleaseFact.PARTY_RESIDENCES, List.of("US"));
        LicenceDecision resident = decide(staff);
        assertThat(resident.outcome()).isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(resident.limits().controls()).containsExactly(CustodyControl.ACCESS_LOG);
        staff.with(ReleaseFact.PARTY_RESIDENCES, List.of())
                .with(ReleaseFact.PARTY_NATIONALITIES, List.of("IR"))
                .licence("us.ear.deemed/foreign-person");
        assertOutcome(staff, REFER, "us.ear.deemed/embargoed-nationality");
    }

    @Test
    void decide_remoteAccess_isACaseOfItsOwn() {
        Releases.Known remote =
                clean().with(ReleaseFact.RELEASE_KIND, "remote-access").with(ReleaseFact.DESTINATION_COUNTRY, "CN");
        assertThat(decide(remote).outcome()).as("a bill decides nothing").isEqualTo(ALLOW_WITH_CONDITIONS);
        LicencePacks enacted = LicencePacks.of(List.of(
                shipped("house.yaml"), shipped("us-remote-access-bill.yaml", "status: proposed", "status: in-force")));
        assertThat(new LicenceEngine(enacted, List.of())
                        .decide(remote.facts(), NOW, NOW)
                        .outcome())
                .isEqualTo(REFER);
        assertThat(decide(clean().with(ReleaseFact.RELEASE_KIND, "ciphertext-transfer"))
                        .outcome())
                .isEqualTo(ALLOW);
    }

    @Test
    void decide_noPackThatBindsApplies_allowsNothing() {
        LicencePacks none = LicencePacks.of(List.of(shipped("us-remote-access-bill.yaml")));
        assertThat(new LicenceEngine(none, List.of())
                        .decide(clean().facts(), NOW, NOW)
                        .outcome())
                .isEqualTo(REFER);
        LicencePacks assessing = LicencePacks.of(List.of(shipped("house.yaml", "mode: enforce", "mode: assess")));
        LicenceDecision assessed = new LicenceEngine(assessing, List.of())
                .decide(clean().with(ReleaseFact.PARTY_SCREENING, "listed").facts(), NOW, NOW);
        assertThat(assessed.outcome()).isEqualTo(REFER);
        assertThat(assessed.trace())
                .anyMatch(each ->
                        each.name().endsWith("/listed") && each.finding() instanceof RuleFinding.Finding.Matched);
    }

    private static Directive directive(String... replaced) {
        String yaml = """
                id: letter
                authority: an authority
                models: [aurora-2]
                scope: party.headquarters != "US"
                exempt: [p-7]
                effective-from: 2026-06-12T21:21:00Z
                known-at: 2026-06-12T21:21:00Z
                confidential: true
                reason: a directive withholds this model
                """;
        for (int i = 0; i < replaced.length; i += 2) {
            yaml = yaml.replace(replaced[i], replaced[i + 1]);
        }
        return Directive.parse("letter.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static LicenceDecision under(Directive directive, Releases.Known known) {
        return new LicenceEngine(shipped(), List.of(directive)).decide(known.facts(), NOW, NOW);
    }

    @Test
    void decide_directive_comesBeforeAllRulesAndItsReasonMayBeSecret() {
        LicenceDecision denied = under(directive(), clean());
        assertThat(denied.outcome()).isEqualTo(DENY);
        assertThat(grounds(denied)).startsWith("letter");
        assertThat(ReleaseJson.write(denied)).doesNotContain("withholds this model");
        assertThat(under(directive(), clean().without(ReleaseFact.PARTY_HEADQUARTERS))
                        .outcome())
                .as("who is perhaps in scope is in it")
                .isEqualTo(DENY);
        assertThat(under(
                                directive("exempt: [p-7]", "when-unknown: ask"),
                                clean().without(ReleaseFact.PARTY_HEADQUARTERS))
                        .missing())
                .contains("party.headquarters");
        assertThat(under(directive(), clean().with(ReleaseFact.PARTY_HEADQUARTERS, "US"))
                        .outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(under(directive(), clean().with(ReleaseFact.PARTY_ID, "p-7")).outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(under(directive("[aurora-2]", "[aurora-3]"), clean()).outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(under(directive("exempt:", "releases: [remote-access]\nexempt:"), clean())
                        .outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
        assertThat(under(directive("exempt:", "expires: 2026-07-01T00:00:00Z\nexempt:"), clean())
                        .outcome())
                .isEqualTo(ALLOW_WITH_CONDITIONS);
    }

    @Test
    void decide_directiveThatBeginsLater_endsWhatIsAllowedUntilThen() {
        Instant soon = NOW.plus(Duration.ofDays(3));
        assertThat(under(directive("effective-from: 2026-06-12T21:21:00Z", "effective-from: " + soon), clean())
                        .expires())
                .isEqualTo(soon);
    }

    @Test
    void decide_again_isTheSameToTheBitWhateverBecameKnownSince() {
        LicenceDecision then = decide(clean());
        ReleaseFacts kept = ReleaseJson.read(ReleaseJson.write(clean().facts()), ReleaseFacts.class, "kept");
        assertThat(kept).isEqualTo(clean().facts());
        List<LicencePack> later = new ArrayList<>(shipped().packs());
        later.add(shipped(
                "house.yaml",
                "version: 1.0.0",
                "version: 2.0.0",
                "known-at: 2026-11-01T00:00:00Z",
                "known-at: 2026-11-24T00:00:00Z",
                "when: party.screening == \"listed\"",
                "when: party.screening == \"clear\""));
        LicenceEngine engine = new LicenceEngine(
                LicencePacks.of(later), List.of(directive("known-at: 2026-06-12", "known-at: 2026-11-24")));
        assertThat(ReleaseJson.write(engine.decide(kept, NOW, NOW))).isEqualTo(ReleaseJson.write(then));
        Instant after = NOW.plus(Duration.ofDays(2));
        assertThat(grounds(engine.decide(kept, after, after))).contains("letter", "stillwatch.releases/listed");
    }
}
