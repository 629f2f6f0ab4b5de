// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Accounts that people looked at and found to be benign: none of them is accused, as long as the finding holds.
 *
 * <p>A finding holds for a limited time, by the times of exchanges, and only while the account goes on as before; see
 * {@link Detector#assess(WindowedTraffic, WindowedTraffic, java.util.List, Parallel, ConfirmedBenign)} for what it does
 * and does not do. Immutable.
 *
 * @param found when each account was last found benign
 * @param lasting how long a finding holds; above zero
 */
public record ConfirmedBenign(Map<String, Instant> found, Duration lasting) {
    /** How long a finding holds unless somebody says otherwise: 180 days. */
    public static final Duration USUALLY_LASTING = Duration.ofDays(180);

    /** Nobody was found benign. */
    public static final ConfirmedBenign NONE = new ConfirmedBenign(Map.of(), USUALLY_LASTING);

    public ConfirmedBenign {
        found = Map.copyOf(found);
        Objects.requireNonNull(lasting, "lasting is null");
        if (lasting.isNegative() || lasting.isZero()) {
            throw new IllegalArgumentException("findings last " + lasting + ", must be above zero");
        }
    }

    /** When a finding made at {@code at} ends to hold. */
    Instant until(Instant at) {
        return lasting.compareTo(Duration.between(at, Instant.MAX)) >= 0 ? Instant.MAX : at.plus(lasting);
    }
}
