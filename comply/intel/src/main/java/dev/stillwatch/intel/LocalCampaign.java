// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known here of a campaign and might be shared. None of it leaves but through {@link Redaction}.
 *
 * @param id the campaign's or case's own id
 * @param confidence 0 to 100
 * @param accounts how many members; at least 1
 * @param capabilities what it is after, as far as somebody said
 * @param sightings what its traffic can be known by
 * @param identifiers accounts, addresses and cards of members, in the clear
 */
public record LocalCampaign(
        String id,
        Verdict verdict,
        int confidence,
        Instant firstSeen,
        Instant lastSeen,
        int accounts,
        Set<Capability> capabilities,
        Optional<Cadence> cadence,
        List<Sighting> sightings,
        List<Identifier> identifiers) {
    private static final Pattern NETWORK = Pattern.compile("AS[1-9][0-9]{0,9}");

    /**
     * A trait of traffic.
     *
     * @param accounts how many of the campaign's accounts have it
     */
    public record Sighting(SharedIndicator indicator, int accounts) {
        public Sighting {
            if (indicator instanceof SharedIndicator.Token) {
                throw new IllegalArgumentException("identifiers are given in the clear; redaction makes the tokens");
            }
            if (accounts < 1) {
                throw new IllegalArgumentException("a sighting has " + accounts + " accounts, must be 1 or more");
            }
        }
    }

    /** An identifier in the clear. */
    public record Identifier(IdentifierKind kind, String raw) {
        public Identifier {
            Objects.requireNonNull(kind, "kind is null");
            Objects.requireNonNull(raw, "raw is null");
        }

        @Override
        public String toString() {
            return kind.label();
        }
    }

    public LocalCampaign {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(verdict, "verdict is null");
        if (confidence < 0 || confidence > 100) {
            throw new IllegalArgumentException("confidence is " + confidence + ", must be 0 to 100");
        }
        if (lastSeen.isBefore(firstSeen)) {
            throw new IllegalArgumentException("last seen is before first seen");
        }
        if (accounts < 1) {
            throw new IllegalArgumentException("a campaign has " + accounts + " accounts, must be 1 or more");
        }
        capabilities = Set.copyOf(capabilities);
        Objects.requireNonNull(cadence, "cadence is null");
        sightings = List.copyOf(sightings);
        identifiers = List.copyOf(identifiers);
    }

    /**
     * What a detected campaign holds: verdict, times, networks, prompt patterns and members. Confidence is the logistic of
     * its log-odds, in percent, rounded down, at most 99. JA4 fingerprints and addresses are not in a campaign: whoever has
     * the exchanges adds them.
     *
     * @param capabilities what it is after
     * @param extra sightings and identifiers from elsewhere; the campaign's accounts are added to the identifiers
     */
    public static LocalCampaign of(Campaign campaign, Set<Capability> capabilities, Extra extra) {
        List<Sighting> sightings = new ArrayList<>(extra.sightings());
        for (Campaign.Link link : campaign.links()) {
            if (link.kind().equals("asn")
                    && NETWORK.matcher(link.label()).matches()
                    && !link.accounts().isEmpty()) {
                long asn = Long.parseLong(link.label().substring("AS".length()));
                if (asn <= SharedIndicator.Network.MOST) {
                    sightings.add(new Sighting(
                            new SharedIndicator.Network(asn), link.accounts().size()));
                }
            }
        }
        for (Campaign.Template template : campaign.templates()) {
            if (template.accounts() > 0 && !template.skeleton().isBlank()) {
                sightings.add(new Sighting(
                        new SharedIndicator.PromptTemplate(TemplateFingerprint.of(template.skeleton())),
                        template.accounts()));
            }
        }
        List<Identifier> identifiers = new ArrayList<>(extra.identifiers());
        campaign.accounts().forEach(account -> identifiers.add(new Identifier(IdentifierKind.ACCOUNT, account)));
        double odds = 1 / (1 + Math.exp(-campaign.score().nats()));
        return new LocalCampaign(
                campaign.id(),
                campaign.verdict(),
                (int) Math.min(99, 100 * odds),
                campaign.firstSeen(),
                campaign.lastSeen(),
                campaign.accounts().size(),
                capabilities,
                Cadence.of(campaign.timeline()),
                sightings,
                identifiers);
    }

    /**
     * The same under another id.
     *
     * @param id one that stays when members come and go, such as a case's; the detector's own changes with them
     */
    public LocalCampaign as(String id) {
        return new LocalCampaign(
                id, verdict, confidence, firstSeen, lastSeen, accounts, capabilities, cadence, sightings, identifiers);
    }

    /** What a detected campaign does not hold itself. */
    public record Extra(List<Sighting> sightings, List<Identifier> identifiers) {
        /** Nothing more. */
        public static final Extra NONE = new Extra(List.of(), List.of());

        public Extra {
            sightings = List.copyOf(sightings);
            identifiers = List.copyOf(identifiers);
        }
    }
}
