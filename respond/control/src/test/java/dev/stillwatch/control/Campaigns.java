// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Campaigns to test with. */
final class Campaigns {
    private Campaigns() {}

    static Campaign of(String id, Instant lastSeen, String... accounts) {
        return judged(Verdict.DISTILLATION, id, lastSeen, accounts);
    }

    static Campaign judged(Verdict verdict, String id, Instant lastSeen, String... accounts) {
        return new Campaign(
                id,
                verdict,
                new LogOdds(9.5),
                new Probability(0.001),
                List.of(accounts),
                100L * accounts.length,
                5000,
                lastSeen.minus(Duration.ofDays(2)),
                lastSeen,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
