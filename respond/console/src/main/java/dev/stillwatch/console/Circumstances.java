// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.Signal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Plain facts about a campaign that innocent explanations are held against. Shares are of 1. */
record Circumstances(Campaign campaign) {
    private static final int DAY = 24;
    private static final int NIGHT = 8;

    /** How many accounts share the most shared fact of a kind; empty where nothing of the kind is known. */
    OptionalDouble share(String kind) {
        return campaign.links().stream()
                .filter(link -> link.kind().equals(kind))
                .mapToDouble(link ->
                        (double) link.accounts().size() / campaign.accounts().size())
                .max();
    }

    /** How many facts of a kind are shared. */
    long shared(String kind) {
        return campaign.links().stream()
                .filter(link -> link.kind().equals(kind))
                .count();
    }

    /** Exchanges that follow one of the commonest patterns. */
    double templated() {
        long following = campaign.templates().stream()
                .mapToLong(Campaign.Template::exchanges)
                .sum();
        return campaign.exchanges() == 0 ? 0 : Math.min(1, (double) following / campaign.exchanges());
    }

    Optional<Campaign.Template> commonestTemplate() {
        return campaign.templates().stream().max(Comparator.comparingLong(Campaign.Template::exchanges));
    }

    /** Exchanges of an account on a day, on average. */
    double perAccountAndDay() {
        return (double) campaign.exchanges() / campaign.accounts().size() / days();
    }

    /** Length of what was seen, at least one day. */
    double days() {
        return Math.max(
                1, Duration.between(campaign.firstSeen(), campaign.lastSeen()).toMinutes() / 1_440.0);
    }

    /** Exchanges in the quietest eight hours of the day, wherever they lie; a third if all hours are alike. */
    OptionalDouble night() {
        if (days() < 2 || campaign.timeline().isEmpty()) {
            return OptionalDouble.empty();
        }
        long[] hours = new long[DAY];
        campaign.timeline()
                .forEach(count -> hours[count.hour().atOffset(ZoneOffset.UTC).getHour()] += count.exchanges());
        long all = 0;
        long quietest = Long.MAX_VALUE;
        for (int start = 0; start < DAY; start++) {
            long eight = 0;
            for (int i = 0; i < NIGHT; i++) {
                eight += hours[(start + i) % DAY];
            }
            quietest = Math.min(quietest, eight);
            all += hours[start];
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) quietest / all);
    }

    /** Exchanges on the busiest day (UTC). */
    OptionalDouble busiestDay() {
        Map<Long, Long> days = new TreeMap<>();
        campaign.timeline()
                .forEach(count -> days.merge(count.hour().getEpochSecond() / 86_400, count.exchanges(), Long::sum));
        long all = days.values().stream().mapToLong(Long::longValue).sum();
        return all == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) days.values().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0)
                        / all);
    }

    /** The strongest signal of a channel that speaks for distillation. */
    Optional<Signal> speaksFor(Channel channel) {
        return campaign.signals().stream()
                .filter(signal ->
                        signal.channel() == channel && signal.logOdds().nats() > 0)
                .max(Comparator.comparing(Signal::logOdds));
    }

    /** The strongest signal of a channel that speaks against it. */
    Optional<Signal> speaksAgainst(Channel channel) {
        return campaign.signals().stream()
                .filter(signal ->
                        signal.channel() == channel && signal.logOdds().nats() < 0)
                .min(Comparator.comparing(Signal::logOdds));
    }
}
