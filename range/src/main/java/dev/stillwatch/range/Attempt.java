// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A way to harvest and what came of it.
 *
 * @param knobs what differs from the start of the search, by name; empty for the start
 * @param haul summed over the seeds
 * @param seeds how many it was tried on
 */
public record Attempt(Map<String, String> knobs, Haul haul, int seeds) {

    public Attempt {
        knobs = java.util.Collections.unmodifiableMap(new TreeMap<>(knobs));
    }

    /** The knobs as a user would write them, without dashes. */
    public String label() {
        return knobs.isEmpty()
                ? "as it starts"
                : knobs.entrySet().stream()
                        .map(knob -> knob.getKey() + "=" + knob.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** Whether another gets more away for less. */
    boolean dominatedBy(Attempt other, AttackPrices prices) {
        double mine = haul.price(prices);
        double theirs = other.haul.price(prices);
        double share = haul.away().value();
        double theirShare = other.haul.away().value();
        return theirs <= mine && theirShare >= share && (theirs < mine || theirShare > share);
    }
}
