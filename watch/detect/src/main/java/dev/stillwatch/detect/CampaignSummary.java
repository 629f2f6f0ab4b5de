// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes up a judged group of accounts as a campaign that people can read. */
final class CampaignSummary {
    private static final int MOST_LINKS = 40;
    private static final int LEAST_LINKED = 2;
    private static final long HOUR_MILLIS = 3_600_000L;

    private final TemplateSummary templates;

    CampaignSummary(PublicVocabulary vocabulary) {
        this.templates = new TemplateSummary(vocabulary);
    }

    Campaign of(
            List<AccountView> members,
            Verdict verdict,
            LogOdds score,
            Probability pValue,
            List<Signal> signals,
            List<MissingSignal> missing) {
        List<AccountView> sorted = members.stream()
                .sorted(Comparator.comparing((AccountView m) -> m.profile.account()))
                .toList();
        List<Campaign.Link> links = links(sorted);
        return new Campaign(
                id(sorted),
                verdict,
                score,
                pValue,
                sorted.stream().map(m -> m.profile.account()).toList(),
                sorted.stream().mapToLong(m -> m.profile.exchanges()).sum(),
                sorted.stream().mapToLong(m -> m.profile.tokensOut()).sum(),
                Instant.ofEpochMilli(sorted.stream()
                        .mapToLong(m -> m.profile.firstMillis())
                        .min()
                        .orElseThrow()),
                Instant.ofEpochMilli(sorted.stream()
                        .mapToLong(m -> m.profile.lastMillis())
                        .max()
                        .orElseThrow()),
                signals,
                templates.of(sorted),
                missing,
                links,
                timeline(sorted),
                Optional.empty(),
                CampaignLanes.of(sorted, links));
    }

    private static String id(List<AccountView> members) {
        long hash = members.size();
        for (AccountView member : members) {
            hash = Hashing.combine(hash, Hashing.of(member.profile.account()));
        }
        return String.format(Locale.ROOT, "c-%012x", hash >>> 16);
    }

    /** Every sampled exchange stands for as many as its account's sample leaves out. */
    static List<Campaign.HourCount> timeline(List<AccountView> members) {
        Map<Long, Double> hours = new TreeMap<>();
        for (AccountView member : members) {
            double weight = (double) member.profile.exchanges() / Math.max(1, member.sample.size());
            for (SampledExchange digest : member.sample) {
                hours.merge(Math.floorDiv(digest.timeMillis(), HOUR_MILLIS), weight, Double::sum);
            }
        }
        return hours.entrySet().stream()
                .map(e -> new Campaign.HourCount(
                        Instant.ofEpochMilli(e.getKey() * HOUR_MILLIS), Math.round(e.getValue())))
                .toList();
    }

    private static List<Campaign.Link> links(List<AccountView> members) {
        Map<String, Map<Long, Set<Integer>>> byKind = new TreeMap<>();
        for (int i = 0; i < members.size(); i++) {
            AccountView member = members.get(i);
            for (long payment : member.profile.payments()) {
                link(byKind, "payment", payment, i);
            }
            for (SampledExchange digest : member.sample) {
                link(byKind, "ip", digest.ip(), i);
                link(byKind, "asn", digest.asn(), i);
                link(byKind, "ja4", digest.ja4(), i);
                link(byKind, "user-agent", digest.userAgent(), i);
            }
        }
        List<Campaign.Link> links = new ArrayList<>();
        byKind.forEach((kind, values) -> values.forEach((value, accounts) -> {
            if (accounts.size() >= LEAST_LINKED) {
                String label = kind.equals("asn") ? "AS" + value : kind + " " + Long.toHexString(value >>> 40);
                links.add(new Campaign.Link(kind, label, List.copyOf(accounts)));
            }
        }));
        links.sort(Comparator.comparingInt((Campaign.Link l) -> l.accounts().size())
                .reversed()
                .thenComparing(Campaign.Link::kind)
                .thenComparing(Campaign.Link::label));
        return links.stream().limit(MOST_LINKS).toList();
    }

    private static void link(Map<String, Map<Long, Set<Integer>>> byKind, String kind, long value, int member) {
        if (value != 0) {
            byKind.computeIfAbsent(kind, k -> new HashMap<>())
                    .computeIfAbsent(value, v -> new TreeSet<>())
                    .add(member);
        }
    }
}
