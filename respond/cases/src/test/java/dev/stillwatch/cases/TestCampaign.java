// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Campaigns and decisions to test with. */
final class TestCampaign {
    static final Instant DAY = Instant.parse("2026-11-22T10:00:00Z");

    private TestCampaign() {}

    static List<String> accounts(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "a" + i).toList();
    }

    static Campaign of(List<String> accounts) {
        return of(accounts, Verdict.DISTILLATION, DAY);
    }

    static Campaign of(List<String> accounts, Verdict verdict, Instant lastSeen) {
        List<String> sorted = new ArrayList<>(accounts);
        sorted.sort(null);
        return new Campaign(
                "c-" + Integer.toHexString(sorted.hashCode()),
                verdict,
                new LogOdds(9.5),
                new Probability(0.001),
                sorted,
                100L * sorted.size(),
                5000,
                lastSeen.minus(Duration.ofDays(2)),
                lastSeen,
                List.of(
                        new Signal(Channel.CONTENT, new LogOdds(6), "members share what they ask for"),
                        new Signal(Channel.LEGITIMATE_USE, new LogOdds(-1.5), "some members hold conversations")),
                List.of(new Campaign.Template("write … about …", 40, 10)),
                List.of(new MissingSignal(Channel.IDENTITY, "the logs hold no payment facts")),
                List.of(new Campaign.Link("asn", "AS64500", List.of(0, 1))),
                List.of(new Campaign.HourCount(lastSeen.minus(Duration.ofHours(2)), 7)));
    }

    static Decision suspend(Duration lasting, boolean needsApproval) {
        return decision(new Countermeasure.Suspend(), lasting, needsApproval);
    }

    static Decision decision(Countermeasure countermeasure, Duration lasting, boolean needsApproval) {
        return new Decision(
                "standard",
                "2026.11",
                "strong-campaign",
                countermeasure,
                lasting,
                needsApproval,
                "automated harvesting",
                "ab".repeat(32),
                DAY);
    }
}
