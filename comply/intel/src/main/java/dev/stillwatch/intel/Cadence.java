// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.detect.Campaign;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * When a campaign works, in hours of the day, UTC.
 *
 * @param activeHours hours of the day that hold at least half of an even share of its exchanges; 1 to 24
 * @param busiestHour the hour with most exchanges; 0 to 23
 */
public record Cadence(int activeHours, int busiestHour) {
    private static final int HOURS = 24;

    public Cadence {
        if (activeHours < 1 || activeHours > HOURS) {
            throw new IllegalArgumentException("active hours are " + activeHours + ", must be 1 to 24");
        }
        if (busiestHour < 0 || busiestHour >= HOURS) {
            throw new IllegalArgumentException("the busiest hour is " + busiestHour + ", must be 0 to 23");
        }
    }

    /** The cadence of a timeline; empty if it holds no exchange. */
    public static Optional<Cadence> of(List<Campaign.HourCount> timeline) {
        long[] hours = new long[HOURS];
        long all = 0;
        for (Campaign.HourCount count : timeline) {
            hours[count.hour().atOffset(ZoneOffset.UTC).getHour()] += count.exchanges();
            all += count.exchanges();
        }
        if (all <= 0) {
            return Optional.empty();
        }
        int active = 0;
        int busiest = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            active += hours[hour] * 2 * HOURS >= all ? 1 : 0;
            busiest = hours[hour] > hours[busiest] ? hour : busiest;
        }
        return Optional.of(new Cadence(active, busiest));
    }
}
