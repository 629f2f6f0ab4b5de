// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import java.util.Comparator;
import java.util.Objects;

/**
 * What counts as harvesting undetected: most of it, and enough of it, for a single quiet account is no campaign.
 *
 * @param share least share of its examples that gets away
 * @param examples how many get away at least, on each seed on average
 */
public record Evasion(Probability share, double examples) {

    public Evasion {
        Objects.requireNonNull(share, "share is null");
        if (!(examples >= 0 && Double.isFinite(examples))) {
            throw new IllegalArgumentException(examples + " examples, must be 0 or more");
        }
    }

    /** Whether an attempt is one. */
    public boolean by(Attempt attempt) {
        return quiet(attempt) && volume(attempt) >= examples;
    }

    private boolean quiet(Attempt attempt) {
        return attempt.haul().undetected() > 0 && attempt.haul().away().value() >= share.value();
    }

    private static double volume(Attempt attempt) {
        return (double) attempt.haul().undetected() / attempt.seeds();
    }

    /** Cheapest evasions first, then those that get too little, most first, then the detected, least first. */
    Comparator<Attempt> best(AttackPrices prices) {
        Comparator<Attempt> cheapest =
                Comparator.comparingDouble(attempt -> attempt.haul().price(prices));
        Comparator<Attempt> tooLittle =
                Comparator.<Attempt>comparingDouble(attempt -> -volume(attempt)).thenComparing(cheapest);
        Comparator<Attempt> detected = Comparator.<Attempt>comparingDouble(
                        attempt -> -attempt.haul().away().value())
                .thenComparingDouble(attempt -> attempt.haul().atLowRate().value())
                .thenComparing(cheapest);
        return Comparator.comparingInt(this::tier)
                .thenComparing((one, other) -> switch (tier(one)) {
                    case 0 -> cheapest.compare(one, other);
                    case 1 -> tooLittle.compare(one, other);
                    default -> detected.compare(one, other);
                })
                .thenComparingInt(attempt -> attempt.knobs().size())
                .thenComparing(Attempt::label);
    }

    private int tier(Attempt attempt) {
        return by(attempt) ? 0 : quiet(attempt) ? 1 : 2;
    }
}
