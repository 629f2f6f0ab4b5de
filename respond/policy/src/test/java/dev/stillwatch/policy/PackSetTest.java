// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.account;
import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.policy.RuleOutcome.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which version of which pack counts, and when. */
class PackSetTest {
    private static final Path EXAMPLES = Path.of("../../policy/examples");

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    private static PolicyPack pack(String id, String version, String knownAt, String head) {
        return Packs.parse(Packs.yaml(id, version, head + "rules:\n" + rule("r" + version.charAt(0), "true"))
                .replace("known-at: 2026-06-01", "known-at: " + knownAt));
    }

    private static List<String> found(PackSet set, String effectiveAt, String knownAt) {
        return new PolicyEngine(set)
                .decide(account(), at(effectiveAt), at(knownAt)).outcomes().stream()
                        .map(o ->
                                o.pack() + "@" + o.version() + " " + o.finding().label())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-31T23:59:59.999999999Z,",
        "2026-06-01T00:00:00Z,p@1.0.0 matched",
        "2026-06-30T23:59:59.999999999Z,p@1.0.0 matched",
        "2026-07-01T00:00:00Z,p@2.0.0 matched"
    })
    void decide_laterVersion_countsFromWhenItIsKnown(String knownAt, String expected) {
        PackSet set = PackSet.of(List.of(pack("p", "2.0.0", "2026-07-01", ""), pack("p", "1.0.0", "2026-06-01", "")));

        assertThat(found(set, "2026-12-01T00:00:00Z", knownAt))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void decide_sameKnownAt_higherVersionCounts() {
        PackSet set = PackSet.of(List.of(pack("p", "1.10.0", "2026-06-01", ""), pack("p", "1.9.0", "2026-06-01", "")));

        assertThat(found(set, "2026-06-02T00:00:00Z", "2026-06-02T00:00:00Z")).containsExactly("p@1.10.0 matched");
    }

    @Test
    void decide_pastQuestion_isAnsweredByWhatWasKnownThen() {
        PackSet set = PackSet.of(List.of(pack("p", "1.0.0", "2026-06-01", ""), pack("p", "2.0.0", "2026-07-01", "")));
        PolicyEngine engine = new PolicyEngine(set);
        Instant june = at("2026-06-15T00:00:00Z");

        Ruling then = new PolicyEngine(PackSet.of(List.of(pack("p", "1.0.0", "2026-06-01", ""))))
                .decide(account(), june, june);

        assertThat(engine.decide(account(), june, june)).isEqualTo(then);
        assertThat(engine.decide(account(), june, at("2026-08-01T00:00:00Z")).decisions())
                .isNotEqualTo(then.decisions());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-28T23:59:59Z,not-in-force",
        "2025-09-29T00:00:00Z,matched",
        "2025-11-09T23:59:59.999999999Z,matched",
        "2025-11-10T00:00:00Z,not-in-force",
        "2026-11-09T23:59:59.999999999Z,not-in-force",
        "2026-11-10T00:00:00Z,matched",
        "2030-01-01T00:00:00Z,matched"
    })
    void decide_suspendedAndResuming_followsItsWindows(String effectiveAt, String expected) {
        PolicyPack affiliates = pack("us.bis.affiliates", "1.0.0", "2025-09-29", """
                windows:
                  - {from: 2025-09-29, to: 2025-11-10, status: in-force}
                  - {from: 2025-11-10, to: 2026-11-10, status: suspended, basis: a truce}
                  - {from: 2026-11-10, status: in-force, basis: it resumes by itself}
                """);

        assertThat(found(PackSet.of(List.of(affiliates)), effectiveAt, "2031-01-01T00:00:00Z"))
                .containsExactly("us.bis.affiliates@1.0.0 " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "proposed,not-in-force",
        "enacted,not-in-force",
        "in-force,matched",
        "suspended,not-in-force",
        "not-enforced,not-in-force",
        "guidance,matched",
        "voluntary,matched",
        "expired,not-in-force"
    })
    void decide_status_saysWhetherRulesApply(String status, String expected) {
        PolicyPack pack = Packs.parse(Packs.yaml("p", "1.0.0", "rules:\n" + rule("r", "true"))
                .replace("status: in-force", "status: " + status));

        assertThat(found(PackSet.of(List.of(pack)), "2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z"))
                .containsExactly("p@1.0.0 " + expected);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30T23:59:59Z,matched", "2026-07-01T00:00:00Z,not-in-force"})
    void decide_expired_appliesNoMore(String effectiveAt, String expected) {
        PackSet set = PackSet.of(List.of(pack("p", "1.0.0", "2026-06-01", "expires: 2026-07-01\n")));

        assertThat(found(set, effectiveAt, effectiveAt)).containsExactly("p@1.0.0 " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-06-01T00:00:00Z|PT168H|",
                "2026-06-01T00:00:00Z|PT24H|expires: 2026-06-02",
                "2026-06-01T00:00:00Z|PT168H|expires: 2026-06-08",
                "2026-06-01T12:00:00Z|PT12H|windows: [{from: 2026-06-01, to: 2026-06-02, status: in-force}]",
                "2026-06-01T00:00:00Z|PT168H|windows: [{from: 2026-06-01, status: in-force}]",
                "2026-06-01T00:00:00Z|PT24H|windows: [{from: 2026-06-01, to: 2026-06-02, status: in-force}, {from: 2026-06-02, status: suspended}]",
                "2026-06-01T00:00:00Z|PT48H|windows: [{from: 2026-06-01, to: 2026-06-02, status: in-force}, {from: 2026-06-02, to: 2026-06-03, status: guidance}]",
                "2026-06-01T00:00:00Z|PT24H|windows: [{from: 2026-06-01, to: 2026-06-02, status: in-force}, {from: 2026-06-03, status: in-force}]",
                "2026-06-01T00:00:00Z|PT12H|windows: [{from: 2026-06-01, to: 2026-06-02, status: in-force}]\\nexpires: 2026-06-01T12:00:00Z"
            })
    void decide_packThatCeases_hasNothingLastLonger(String at, Duration expected, String head) {
        PackSet set = PackSet.of(
                List.of(pack("p", "1.0.0", "2026-05-01", head == null ? "" : head.replace("\\n", "\n") + "\n")));

        assertThat(new PolicyEngine(set).decide(account(), at(at)).decisions())
                .extracting(Decision::lasting)
                .containsExactly(expected);
    }

    @Test
    void decide_supersededPack_restsWhileTheOtherApplies() {
        PackSet set = PackSet.of(List.of(
                pack("old", "1.0.0", "2026-06-01", ""),
                pack("new", "1.0.0", "2026-07-01", "supersedes: [old]\nexpires: 2026-08-01\n")));

        assertThat(found(set, "2026-07-15T00:00:00Z", "2026-06-15T00:00:00Z")).containsExactly("old@1.0.0 matched");
        assertThat(found(set, "2026-07-15T00:00:00Z", "2026-07-15T00:00:00Z"))
                .containsExactly("new@1.0.0 matched", "old@1.0.0 not-in-force");
        assertThat(found(set, "2026-08-01T00:00:00Z", "2026-08-01T00:00:00Z"))
                .containsExactly("new@1.0.0 not-in-force", "old@1.0.0 matched");
    }

    @Test
    void of_circleOfSupersedes_isRefused() {
        assertThatThrownBy(() -> PackSet.of(List.of(
                        pack("a", "1.0.0", "2026-06-01", "supersedes: [b]\n"),
                        pack("b", "1.0.0", "2026-06-01", "supersedes: [a]\n"))))
                .hasMessageContaining("supersedes itself by way of others");
    }

    @Test
    void of_packsThatChangedPlaces_isNoCircle() {
        PackSet set = PackSet.of(List.of(
                pack("a", "1.0.0", "2026-06-01", "supersedes: [b]\n"),
                pack("b", "1.0.0", "2026-06-01", ""),
                pack("a", "2.0.0", "2026-07-01", ""),
                pack("b", "2.0.0", "2026-08-01", "supersedes: [a]\n")));

        assertThat(found(set, "2026-08-02T00:00:00Z", "2026-06-02T00:00:00Z"))
                .containsExactly("a@1.0.0 matched", "b@1.0.0 not-in-force");
        assertThat(found(set, "2026-08-02T00:00:00Z", "2026-08-02T00:00:00Z"))
                .containsExactly("a@2.0.0 not-in-force", "b@2.0.0 matched");
    }

    @Test
    void of_circleForATime_isRefused() {
        assertThatThrownBy(() -> PackSet.of(List.of(
                        pack("a", "1.0.0", "2026-06-01", "supersedes: [b]\n"),
                        pack("b", "1.0.0", "2026-07-01", "supersedes: [a]\n"),
                        pack("a", "2.0.0", "2026-08-01", ""))))
                .hasMessageContaining("supersedes itself by way of others");
    }

    @Test
    void load_folderWithoutPacks_isRefused(@TempDir Path empty) throws IOException {
        Files.writeString(empty.resolve("a.test.yaml"), "cases: []");

        assertThatThrownBy(() -> PackSet.load(empty, TrustedKeys.NONE, UnsignedPacks.ALLOW))
                .hasMessage("no policy pack in " + empty + "; packs are files that end in .yaml");
    }

    @Test
    void load_packFarDown_isFound(@TempDir Path folder) throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c/d/e/f/g"));
        Files.writeString(deep.resolve("p.yaml"), Packs.yaml("p", "1.0.0", "rules:\n" + rule("r", "true")));

        assertThat(PackSet.load(folder, TrustedKeys.NONE, UnsignedPacks.ALLOW).packs())
                .hasSize(1);
    }

    @Test
    void load_packThatWouldBePassedOver_isRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("p.yaml"), Packs.yaml("p", "1.0.0", "rules:\n" + rule("r", "true")));
        Files.writeString(folder.resolve("q.yml"), Packs.yaml("q", "1.0.0", "rules:\n" + rule("r", "true")));

        assertThatThrownBy(() -> PackSet.load(folder, TrustedKeys.NONE, UnsignedPacks.ALLOW))
                .hasMessageContaining("q.yml would be passed over as a policy pack; rename it");
    }

    @Test
    void of_sameVersionTwice_isRefused() {
        assertThatThrownBy(() ->
                        PackSet.of(List.of(pack("p", "1.0.0", "2026-06-01", ""), pack("p", "1.0.0", "2026-07-01", ""))))
                .hasMessage("two packs are called p@1.0.0; give the newer one a higher version");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-06-12T21:20:59Z, -, -, served",
                "2026-06-12T21:21:00Z, -, -, aurora-2 aurora-2-mini",
                "2026-06-12T21:21:00Z, foreign, -, aurora-2 aurora-2-mini",
                "2026-06-12T21:21:00Z, us-person, -, served",
                "2026-06-20T00:00:00Z, foreign, partner-a, aurora-2 aurora-2-mini",
                "2026-06-26T16:00:00Z, foreign, partner-a, aurora-2",
                "2026-06-26T16:00:00Z, -, partner-b, aurora-2",
                "2026-06-26T16:00:00Z, foreign, other, aurora-2 aurora-2-mini",
                "2026-06-30T23:59:59Z, foreign, -, aurora-2 aurora-2-mini",
                "2026-07-01T00:00:00Z, foreign, -, served"
            })
    void decide_exampleDirective_withholdsByPersonAndTime(String at, String status, String partner, String expected) {
        PackSet set = PackSet.load(EXAMPLES, TrustedKeys.NONE, UnsignedPacks.ALLOW);
        Facts.Builder facts = Facts.builder().account("a1");
        if (status != null) {
            facts.attribute("person_status", status, "passport");
        }
        if (partner != null) {
            facts.attribute("trusted_partner", partner, "annex");
        }

        Ruling ruling = new PolicyEngine(set).decide(facts.build(), at(at));

        List<String> withheld = ruling.decisions().stream()
                .flatMap(d -> ((Countermeasure.Withhold) d.countermeasure()).models().stream())
                .sorted()
                .toList();
        assertThat(withheld.isEmpty() ? "served" : String.join(" ", withheld)).isEqualTo(expected);
        assertThat(ruling.outcomes()).noneMatch(o -> o.finding() instanceof Finding.NeedsInfo);
    }
}
