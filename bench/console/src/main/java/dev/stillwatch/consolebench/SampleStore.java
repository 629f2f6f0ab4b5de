// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Observed;
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
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cases as detection leaves them after some days.
 *
 * @param largest id of the case with the most accounts
 */
record SampleStore(String largest) {
    private static final int ASSESSMENTS = 5;

    /** Fills a new store with cases of a few accounts each, and one large one that was assessed often and acted on. */
    static SampleStore fill(CaseStore store, int cases, int accounts) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        store.observe(
                IntStream.range(0, cases)
                        .mapToObj(
                                i -> campaign("c%04d".formatted(i), 3 + i % 37, 3 + 6.0 * i / Math.max(1, cases), now))
                        .toList(),
                now.minus(Duration.ofHours(20)));
        String largest = "";
        for (int i = 0; i < ASSESSMENTS; i++) {
            List<Observed> observed = store.observe(
                    List.of(campaign("large", accounts, 6 + i, now)),
                    now.minus(Duration.ofHours(2L * (ASSESSMENTS - i))));
            largest = observed.getFirst().caseId();
        }
        List<String> members = store.find(largest).accounts().stream().sorted().toList();
        store.act(
                Optional.of(largest),
                new HashSet<>(members),
                decision(new Countermeasure.Throttle(60, Duration.ofHours(1)), false, now),
                "the policy",
                now);
        store.act(
                Optional.of(largest),
                new HashSet<>(members.subList(0, members.size() / 2)),
                decision(new Countermeasure.Suspend(), true, now),
                "the policy",
                now);
        return new SampleStore(largest);
    }

    private static Decision decision(Countermeasure measure, boolean needsApproval, Instant now) {
        return new Decision(
                "benchmark",
                "1",
                "rule",
                measure,
                Duration.ofDays(7),
                needsApproval,
                "Usage is being reviewed.",
                "0".repeat(64),
                now);
    }

    private static Campaign campaign(String prefix, int accounts, double score, Instant now) {
        return new Campaign(
                "campaign-" + prefix,
                Verdict.DISTILLATION,
                new LogOdds(score),
                new Probability(0.0004),
                IntStream.range(0, accounts)
                        .mapToObj(i -> "%s-%05d".formatted(prefix, i))
                        .toList(),
                600L * accounts,
                180_000L * accounts,
                now.minus(Duration.ofDays(3)),
                now,
                List.of(
                        new Signal(Channel.TEMPLATE, new LogOdds(4.2), "81 % of prompts follow four patterns"),
                        new Signal(Channel.IDENTITY, new LogOdds(2.4), "71 % pay with one of five instruments"),
                        new Signal(Channel.LEGITIMATE_USE, new LogOdds(-1.5), "some members hold conversations")),
                List.of(new Campaign.Template("explain … step by step", 400L * accounts, accounts)),
                List.of(new MissingSignal(Channel.PARAMETERS, "requests' sampling settings are not in the logs")),
                List.of(
                        link("payment", "pay-1f3a", accounts, 0, 3),
                        link("payment", "pay-77c0", accounts, 3, 5),
                        link("asn", "AS64500", accounts, 0, 4),
                        link("asn", "AS64512", accounts, 4, 8),
                        link("ja4", "t13d1516h2", accounts, 0, 7)),
                hours(72, 8L * accounts, now),
                Optional.empty(),
                IntStream.range(0, Math.min(Campaign.MOST_LANES, accounts))
                        .mapToObj(i -> new Campaign.Lane(i, hours(60, 1 + i % 9, now)))
                        .toList());
    }

    private static List<Campaign.HourCount> hours(int hours, long each, Instant now) {
        return IntStream.range(0, hours)
                .mapToObj(h -> new Campaign.HourCount(now.minus(Duration.ofHours(72L - h)), each + h % 5))
                .toList();
    }

    /** Shared by every eighth account from one remainder up to another. */
    private static Campaign.Link link(String kind, String label, int accounts, int from, int until) {
        return new Campaign.Link(
                kind,
                label,
                IntStream.range(0, accounts)
                        .filter(i -> i % 8 >= from && i % 8 < until)
                        .boxed()
                        .toList());
    }
}
