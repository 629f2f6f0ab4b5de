// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.filings.ReportingRule.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    static Incident incident(String discovered, boolean imminent) {
        Instant at = Instant.parse(discovered);
        return new Incident(
                "i-1",
                Incident.Kind.UNAUTHORISED_ACCESS_TO_WEIGHTS,
                "m-large",
                at,
                Optional.of(at.plus(Duration.ofHours(10))),
                imminent,
                "weights were read from outside");
    }

    @ParameterizedTest
    @CsvSource({
        "us.bis.affiliates, 2025-10-15, 2026-11-23, IN_FORCE",
        "us.bis.affiliates, 2025-12-01, 2026-11-23, SUSPENDED",
        "us.bis.affiliates, 2026-11-23, 2026-11-23, IN_FORCE",
        // Before the suspension was made known, it was not there to be known.
        "us.bis.affiliates, 2025-12-01, 2025-11-01, IN_FORCE",
        "us.ear.4e091, 2025-06-01, 2025-05-01, IN_FORCE",
        "us.ear.4e091, 2025-06-01, 2025-06-01, NOT_ENFORCED",
        "us-ny.raise, 2026-11-23, 2026-11-23, ENACTED",
        "us-ny.raise, 2027-01-01, 2026-11-23, IN_FORCE",
        "us-ca.sb53, 2026-01-01, 2025-10-01, IN_FORCE"
    })
    void standing_onADay_isWhatWasKnownOnAnother(String rule, String effective, String known, Standing expected) {
        assertThat(RuleBook.shipped()
                        .rule(rule)
                        .orElseThrow()
                        .standing(Instant.parse(effective + "T12:00:00Z"), Instant.parse(known + "T12:00:00Z"))
                        .map(ReportingRule.Window::standing))
                .contains(expected);
    }

    @Test
    void standing_beforeARuleWasKnown_isNone() {
        Instant before = Instant.parse("2025-09-01T00:00:00Z");
        assertThat(RuleBook.shipped().rule("us.bis.affiliates").orElseThrow().standing(before, NOW))
                .isEmpty();
        assertThat(RuleBook.shipped().rule("us-ca.sb53").orElseThrow().standing(NOW, before))
                .isEmpty();
    }

    @Test
    void incident_feedsEveryDeadline_eachFromItsOwnEvent() {
        List<Obligation> due = RuleBook.shipped().of(incident("2026-11-20T08:00:00Z", true), NOW);
        assertThat(due)
                .extracting(Obligation::rule, each -> each.due().toString(), Obligation::binding)
                .containsExactly(
                        tuple("us-ca.sb53", "2026-11-21T08:00:00Z", true),
                        tuple("us-il.sb315", "2026-11-21T08:00:00Z", false),
                        tuple("us-ny.raise", "2026-11-21T08:00:00Z", false),
                        tuple("us-il.sb315", "2026-11-23T18:00:00Z", false),
                        tuple("us-ny.raise", "2026-11-23T18:00:00Z", false),
                        tuple("us-ca.sb53", "2026-12-05T08:00:00Z", true));
        assertThat(due).allSatisfy(each -> assertThat(each.source()).isNotBlank());
        assertThat(due.getFirst().overdue(NOW)).isTrue();
        assertThat(due.getLast().overdue(NOW)).isFalse();
        assertThat(RuleBook.shipped().of(incident("2026-11-20T08:00:00Z", false), NOW))
                .hasSize(3);
        assertThat(RuleBook.shipped().of(incident("2027-01-02T08:00:00Z", false), NOW))
                .filteredOn(Obligation::binding)
                .extracting(Obligation::rule)
                .containsExactlyInAnyOrder("us-ca.sb53", "us-ny.raise");
    }

    @Test
    void crossing_isDueAtTheNextQuarter_orWithinTwoWeeks() {
        Instant crossed = Instant.parse("2026-10-15T12:00:00Z");
        List<Obligation> due = RuleBook.shipped()
                .of(
                        List.of(
                                new RuleBook.Crossing("us.bis.702-7", crossed),
                                new RuleBook.Crossing("eu.aia.gpai-systemic", crossed)),
                        "m-large",
                        NOW);
        assertThat(due)
                .extracting(Obligation::rule, each -> each.due().toString())
                .containsExactly(
                        // The end of that very day in Washington.
                        tuple("us.bis.702-7", "2026-10-16T04:00:00Z"),
                        tuple("eu.aia.gpai-systemic", "2026-10-29T12:00:00Z"));
        assertThat(RuleBook.shipped()
                        .of(List.of(new RuleBook.Crossing("us.bis.702-7", crossed.plus(Duration.ofDays(1)))), "m", NOW))
                .extracting(each -> each.due().toString())
                .containsExactly("2027-01-16T05:00:00Z");
    }

    @Test
    void largeRun_ofAForeignCustomer_isDueInFifteenDays_underARuleThatDoesNotBind() {
        assertThat(RuleBook.shipped().ofLargeRun("c-1", NOW, NOW))
                .singleElement()
                .satisfies(due -> {
                    assertThat(due.due()).isEqualTo(NOW.plus(Duration.ofDays(15)));
                    assertThat(due.standing()).isEqualTo(Standing.PROPOSED);
                    assertThat(due.binding()).isFalse();
                });
    }

    @Test
    void obligations_askedForAgain_areTheSameToTheByte() {
        Incident incident = incident("2026-11-20T08:00:00Z", true);
        String once = FilingJson.write(RuleBook.shipped().of(incident, NOW));
        assertThat(FilingJson.write(RuleBook.shipped().of(incident, NOW))).isEqualTo(once);
        RuleBook stored = FilingJson.read(FilingJson.write(RuleBook.shipped()), RuleBook.class, "stored");
        assertThat(stored).isEqualTo(RuleBook.shipped());
        assertThat(FilingJson.write(stored.of(incident, NOW))).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "within": "P15D"        | "within": "canary"                  | a time is written as PT72H or P15D
            "within": "P15D"        | "within": null                      | a deadline has a time within which
            "standing": "in-force"  | "standing": "canary"                | rules[0].windows[1].standing
            "verified": false       | "verified": "canary"                | rules[0]
            "id": "us-ny.raise"     | "id": "us-ca.sb53"                  | two rules have the id us-ca.sb53
            "version"               | "colour": "canary", "version"       | at colour
            "source": "accounts of the bill, read 2026-11-21; its signature was not confirmed by any source" | "source": " " | needs its citation, its source
            """)
    void read_somethingWrong_namesThePlaceAndNotWhatStandsThere(String right, String wrong, String said)
            throws Exception {
        String json =
                new String(RuleBook.class.getResourceAsStream("rules.json").readAllBytes(), StandardCharsets.UTF_8);
        String changed = json.replaceFirst(Pattern.quote(right), wrong);
        assertThat(changed).isNotEqualTo(json);
        assertThatThrownBy(() -> FilingJson.read(changed, RuleBook.class, "mine.json"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageStartingWith("mine.json")
                .hasMessageContaining(said)
                .hasMessageNotContaining("canary");
    }
}
