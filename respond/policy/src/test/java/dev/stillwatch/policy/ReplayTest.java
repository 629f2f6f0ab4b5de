// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static dev.stillwatch.policy.Packs.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A decision of the past comes out the same, whatever has become of the packs since. */
class ReplayTest {
    private static final PolicyPack OLD = Packs.rules(rule("r", "has_account && account.id == 'a1'"));
    private static final PolicyPack NEW =
            Packs.parse(Packs.yaml("pack", "2.0.0", "rules:\n" + rule("r", 0, "true", "suspend"))
                    .replace("known-at: 2026-06-01", "known-at: 2026-07-01"));

    private static final Decision THEN =
            Packs.decide(Packs.account(), OLD).decisions().getFirst();

    private static List<String> replayed(Facts facts, Instant knownAt) {
        Ruling ruling = new PolicyEngine(PackSet.of(List.of(OLD, NEW))).decide(facts, THEN.decidedAt(), knownAt);
        return Replay.differences(THEN, ruling);
    }

    @Test
    void differences_packUpdatedSince_none() {
        assertThat(replayed(Packs.account(), THEN.decidedAt())).isEmpty();
    }

    @Test
    void differences_byWhatIsKnownToday_namesVersionAndCountermeasure() {
        assertThat(replayed(Packs.account(), Instant.parse("2026-08-01T00:00:00Z")))
                .containsExactly(
                        "the version differs: 1.0.0 then, 2.0.0 now",
                        "the countermeasure differs: observe then, suspend now",
                        "the approval differs: false then, true now");
    }

    @Test
    void differences_otherFacts_areToldByTheirHash() {
        assertThat(replayed(Packs.account("x", "y"), THEN.decidedAt()))
                .hasSize(1)
                .first()
                .asString()
                .contains("the facts are not those of the decision", THEN.factsHash());
    }

    @Test
    void differences_versionOfThenIsGone_saysThatNothingDecides() {
        Ruling ruling =
                new PolicyEngine(PackSet.of(List.of(NEW))).decide(Packs.account(), THEN.decidedAt(), THEN.decidedAt());

        assertThat(Replay.differences(THEN, ruling)).containsExactly("rule r of pack does not decide anything here");
    }
}
