// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Duration;
import java.util.Objects;

/**
 * What may leave, and under which conditions.
 *
 * @param leastAccounts k: a cohort or an indicator with fewer accounts behind it stays; 5 or more
 * @param leastConfidence campaigns below stay; 0 to 100
 * @param addresses whether IP addresses may leave: they are personal data in many places
 * @param tokens whether identifiers may leave as tokens
 * @param valid how long after the last sighting others may rely on it; a year at most
 */
public record SharingPolicy(
        int leastAccounts,
        int leastConfidence,
        boolean addresses,
        boolean tokens,
        Duration valid,
        TrafficLight light,
        Handling handling) {
    /** Fewer accounts than this are a handful of people, whatever anybody configures. */
    public static final int SMALLEST_K = 5;

    private static final Duration LONGEST = Duration.ofDays(366);

    /** Ten accounts, confidence of 50, no addresses, no tokens, 30 days, amber+strict, to investigate. */
    public static final SharingPolicy DEFAULTS = new SharingPolicy(
            10, 50, false, false, Duration.ofDays(30), TrafficLight.AMBER_STRICT, Handling.INVESTIGATE);

    public SharingPolicy {
        if (leastAccounts < SMALLEST_K) {
            throw new IllegalArgumentException("k is " + leastAccounts + ", must be " + SMALLEST_K + " or more");
        }
        if (leastConfidence < 0 || leastConfidence > 100) {
            throw new IllegalArgumentException("confidence is " + leastConfidence + ", must be 0 to 100");
        }
        if (!valid.isPositive() || valid.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("valid is " + valid + ", must be more than nothing and a year at most");
        }
        Objects.requireNonNull(light, "light is null");
        Objects.requireNonNull(handling, "handling is null");
    }
}
