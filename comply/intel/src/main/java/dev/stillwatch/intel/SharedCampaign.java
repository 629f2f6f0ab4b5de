// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A campaign as it may leave: made by {@link Redaction} only. Holds no count, no name and no word of any prompt.
 *
 * @param localId names it towards {@link StixWriter}, which hashes it; not written anywhere
 * @param firstSeen start of the hour
 * @param lastSeen end of the hour
 * @param size empty below the policy's k
 * @param least how many accounts are behind every indicator at least: the policy's k
 * @param indicators in a fixed order
 */
public record SharedCampaign(
        String localId,
        SharedVerdict verdict,
        int confidence,
        Instant firstSeen,
        Instant lastSeen,
        Optional<SizeBand> size,
        int least,
        SortedSet<Capability> capabilities,
        Optional<Cadence> cadence,
        List<SharedIndicator> indicators,
        TrafficLight light,
        Handling handling,
        Instant validUntil) {
    /** The most indicators of one campaign. */
    public static final int MOST_INDICATORS = 2_000;

    public SharedCampaign {
        Objects.requireNonNull(localId, "localId is null");
        Objects.requireNonNull(verdict, "verdict is null");
        capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
        indicators = List.copyOf(indicators);
        if (indicators.size() > MOST_INDICATORS) {
            throw new IllegalArgumentException(indicators.size() + " indicators, at most " + MOST_INDICATORS);
        }
        if (!validUntil.isAfter(firstSeen)) {
            throw new IllegalArgumentException("valid until must be after first seen");
        }
    }
}
