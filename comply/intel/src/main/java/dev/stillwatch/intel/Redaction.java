// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides what of a campaign may leave. Immutable, thread-safe; linear in what the campaign holds.
 *
 * <p>What is not allowed by name stays. A cohort below k is shared without size, cadence and any indicator; an indicator
 * leaves only when k accounts are behind it, whatever it is. Tokens name one account each, so they leave only when the
 * policy says so and the cohort has k accounts.
 */
public final class Redaction {
    private final SharingPolicy policy;
    private final Optional<? extends TokenSource> tokens;

    /** Redaction by a policy; without {@code tokens} no identifier leaves. */
    public Redaction(SharingPolicy policy, Optional<? extends TokenSource> tokens) {
        this.policy = Objects.requireNonNull(policy, "policy is null");
        this.tokens = Objects.requireNonNull(tokens, "tokens is null");
    }

    /**
     * What would leave and what would stay.
     *
     * @param leaves empty when the whole campaign stays
     * @param held what stays and why
     */
    public record Preview(Optional<SharedCampaign> leaves, List<HeldBack> held) {
        public Preview {
            held = List.copyOf(held);
        }
    }

    /** Looks at a campaign without sending anything. */
    public Preview preview(LocalCampaign campaign) {
        Held held = new Held();
        Optional<SharedVerdict> verdict = SharedVerdict.of(campaign.verdict());
        if (verdict.isEmpty()) {
            held.add("campaign", HeldBack.Reason.VERDICT);
            return new Preview(Optional.empty(), held.list());
        }
        if (campaign.confidence() < policy.leastConfidence()) {
            held.add("campaign", HeldBack.Reason.CONFIDENCE);
            return new Preview(Optional.empty(), held.list());
        }
        boolean cohort = campaign.accounts() >= policy.leastAccounts();
        if (!cohort) {
            held.add("size", HeldBack.Reason.SMALL_COHORT);
            campaign.cadence().ifPresent(cadence -> held.add("cadence", HeldBack.Reason.SMALL_COHORT));
        }
        Set<SharedIndicator> indicators = new LinkedHashSet<>();
        campaign.sightings().forEach(sighting -> sighting(sighting, cohort, indicators, held));
        campaign.identifiers()
                .forEach(identifier -> identifier(identifier, cohort, campaign.lastSeen(), indicators, held));
        List<SharedIndicator> leaving = new ArrayList<>(indicators);
        // Sorted, so that the order tells nothing of which account came first.
        leaving.sort(Comparator.comparing(SharedIndicator::kind).thenComparing(SharedIndicator::toString));
        while (leaving.size() > SharedCampaign.MOST_INDICATORS) {
            held.add(leaving.removeLast().kind(), HeldBack.Reason.TOO_MANY);
        }
        Instant last = campaign.lastSeen().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        return new Preview(
                Optional.of(new SharedCampaign(
                        campaign.id(),
                        verdict.get(),
                        campaign.confidence(),
                        campaign.firstSeen().truncatedTo(ChronoUnit.HOURS),
                        last,
                        cohort ? SizeBand.of(campaign.accounts()) : Optional.empty(),
                        policy.leastAccounts(),
                        new TreeSet<>(campaign.capabilities()),
                        cohort ? campaign.cadence() : Optional.empty(),
                        leaving,
                        policy.light(),
                        policy.handling(),
                        last.plus(policy.valid()))),
                held.list());
    }

    private void sighting(LocalCampaign.Sighting sighting, boolean cohort, Set<SharedIndicator> indicators, Held held) {
        String kind = sighting.indicator().kind();
        if (!cohort) {
            held.add(kind, HeldBack.Reason.SMALL_COHORT);
        } else if (sighting.accounts() < policy.leastAccounts()) {
            held.add(kind, HeldBack.Reason.FEW_ACCOUNTS);
        } else if (sighting.indicator() instanceof SharedIndicator.Address && !policy.addresses()) {
            held.add(kind, HeldBack.Reason.ADDRESSES_STAY);
        } else {
            indicators.add(sighting.indicator());
        }
    }

    private void identifier(
            LocalCampaign.Identifier identifier,
            boolean cohort,
            Instant at,
            Set<SharedIndicator> indicators,
            Held held) {
        String kind = identifier.kind().label();
        if (!policy.tokens()) {
            held.add(kind, HeldBack.Reason.TOKENS_STAY);
        } else if (!cohort) {
            held.add(kind, HeldBack.Reason.SMALL_COHORT);
        } else if (tokens.isEmpty()) {
            held.add(kind, HeldBack.Reason.NO_KEY);
        } else {
            tokens.get()
                    .token(identifier.kind(), identifier.raw(), at)
                    .ifPresentOrElse(
                            token -> indicators.add(new SharedIndicator.Token(token)),
                            () -> held.add(kind, HeldBack.Reason.UNREADABLE));
        }
    }

    /** Counts what stays, by kind and reason. */
    private static final class Held {
        private record Key(String what, HeldBack.Reason reason) {}

        private final Map<Key, Integer> counts =
                new TreeMap<>(Comparator.comparing(Key::what).thenComparing(Key::reason));

        void add(String what, HeldBack.Reason reason) {
            counts.merge(new Key(what, reason), 1, Integer::sum);
        }

        List<HeldBack> list() {
            return counts.entrySet().stream()
                    .map(e -> new HeldBack(e.getKey().what(), e.getKey().reason(), e.getValue()))
                    .toList();
        }
    }
}
