// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What somebody else says traffic can be known by. A hint, never a verdict: nothing is decided here because of it alone.
 *
 * @param id the source's id of it
 * @param source the id of who made it
 * @param sourceName what the bundle calls the source; anybody can claim any name
 * @param claims what the campaigns are said to be that it indicates
 * @param confidence as declared, 0 to 100; empty if the source says none
 * @param light who may be told; amber+strict where the source does not say
 * @param modified which version it is
 * @param expires from when it counts no more
 */
public record InboundSignal(
        String id,
        String source,
        String sourceName,
        SharedIndicator indicator,
        Stance stance,
        Set<SharedVerdict> claims,
        OptionalInt confidence,
        TrafficLight light,
        Instant modified,
        Instant validFrom,
        Instant expires,
        boolean revoked) {

    /** What a source says of traffic that fits. */
    public enum Stance {
        /** It is part of something unwanted. */
        SUSPECT,
        /** It is harmless. */
        BENIGN,
        /** It does not say. */
        UNKNOWN;

        /** The name in machine-readable output. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public InboundSignal {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(indicator, "indicator is null");
        Objects.requireNonNull(stance, "stance is null");
        claims = Set.copyOf(claims);
        Objects.requireNonNull(light, "light is null");
    }

    /** Whether it counts at this time. */
    public boolean inForce(Instant at) {
        return !revoked && !at.isBefore(validFrom) && at.isBefore(expires);
    }
}
