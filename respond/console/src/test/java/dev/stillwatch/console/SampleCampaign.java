// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Campaigns as detection finds them, of any size. */
final class SampleCampaign {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private SampleCampaign() {}

    /** A campaign whose accounts share payments, networks and clients in several groups. */
    static Campaign of(String prefix, int accounts) {
        return of(prefix, accounts, Verdict.DISTILLATION, 9.5);
    }

    static Campaign of(String prefix, int accounts, Verdict verdict, double score) {
        List<String> members = IntStream.range(0, accounts)
                .mapToObj(i -> "%s-%05d".formatted(prefix, i))
                .toList();
        return new Campaign(
                "c-" + prefix,
                verdict,
                new LogOdds(score),
                new Probability(0.0004),
                members,
                600L * accounts,
                180_000L * accounts,
                NOW.minus(Duration.ofDays(3)),
                NOW,
                List.of(
                        new Signal(Channel.TEMPLATE, new LogOdds(4.2), "81 % of prompts follow four patterns"),
                        new Signal(Channel.CONTENT, new LogOdds(3.1), "unrelated accounts ask for the same things"),
                        new Signal(Channel.IDENTITY, new LogOdds(2.4), "71 % pay with one of five instruments"),
                        new Signal(Channel.TIMING, new LogOdds(1.3), "active at all hours of the day alike"),
                        new Signal(Channel.LEGITIMATE_USE, new LogOdds(-1.5), "some members hold conversations")),
                List.of(
                        new Campaign.Template("explain … step by step", 400L * accounts, Math.max(1, accounts - 3)),
                        new Campaign.Template("write a function that …", 90L * accounts, Math.max(1, accounts / 2))),
                List.of(new MissingSignal(Channel.PARAMETERS, "requests' sampling settings are not in the logs")),
                List.of(
                        link("payment", "pay-1f3a", accounts, 0, 3),
                        link("payment", "pay-77c0", accounts, 3, 5),
                        link("asn", "AS64500", accounts, 0, 4),
                        link("asn", "AS64512", accounts, 4, 8),
                        link("ja4", "t13d1516h2", accounts, 0, 7)),
                IntStream.range(0, 72)
                        .mapToObj(h -> new Campaign.HourCount(
                                NOW.minus(Duration.ofHours(72L - h)), 8L * accounts + (h % 5) * accounts / 10))
                        .toList());
    }

    /** The same with a lane for each of its first forty accounts. */
    static Campaign withLanes(Campaign campaign) {
        List<Campaign.Lane> lanes = IntStream.range(
                        0, Math.min(Campaign.MOST_LANES, campaign.accounts().size()))
                .mapToObj(account -> new Campaign.Lane(
                        account,
                        IntStream.range(0, 72)
                                .filter(hour -> (hour * 7 + account * 5) % 11 < 3 + account % 4)
                                .mapToObj(hour -> new Campaign.HourCount(
                                        NOW.minus(Duration.ofHours(72L - hour)), 1L + (hour + account) % 30))
                                .toList()))
                .toList();
        return with(campaign, campaign.accounts(), campaign.score().nats(), lanes);
    }

    /** The same with another score. */
    static Campaign scored(Campaign campaign, double score) {
        return with(campaign, campaign.accounts(), score, campaign.lanes());
    }

    /** A campaign of accounts with these names. */
    static Campaign named(List<String> accounts) {
        List<String> sorted = accounts.stream().sorted().toList();
        Campaign campaign = of("named", accounts.size());
        List<Campaign.Lane> lanes = withLanes(campaign).lanes();
        return with(campaign, sorted, campaign.score().nats(), lanes);
    }

    private static Campaign with(Campaign campaign, List<String> accounts, double score, List<Campaign.Lane> lanes) {
        return new Campaign(
                campaign.id(),
                campaign.verdict(),
                new LogOdds(score),
                campaign.pValue(),
                accounts,
                campaign.exchanges(),
                campaign.tokensOut(),
                campaign.firstSeen(),
                campaign.lastSeen(),
                campaign.signals(),
                campaign.templates(),
                campaign.missing(),
                campaign.links(),
                campaign.timeline(),
                campaign.window(),
                lanes);
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
