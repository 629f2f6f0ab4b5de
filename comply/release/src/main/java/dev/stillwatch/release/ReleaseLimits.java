// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Under what conditions weights may be handed over.
 *
 * @param bytes of weights that keys may open in all
 * @param bytesPerHour that keys may open within any hour
 * @param lasting for how long after the decision
 * @param controls that must be in place and verified before anything is handed over
 * @param undertakings that the recipient gives, in words
 */
public record ReleaseLimits(
        Optional<Long> bytes,
        Optional<Long> bytesPerHour,
        Optional<Duration> lasting,
        Set<CustodyControl> controls,
        Set<String> undertakings) {
    /** None. */
    public static final ReleaseLimits NONE =
            new ReleaseLimits(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of());

    public ReleaseLimits {
        controls = Collections.unmodifiableSortedSet(new TreeSet<>(controls));
        undertakings = Collections.unmodifiableSortedSet(new TreeSet<>(undertakings));
        if (bytes.filter(most -> most < 1).isPresent()
                || bytesPerHour.filter(most -> most < 1).isPresent()
                || lasting.filter(time -> !time.isPositive()).isPresent()) {
            throw new StillwatchException("limits of a release are greater than zero");
        }
    }

    /** Both: of numbers the lower, of all else everything. */
    public ReleaseLimits and(ReleaseLimits other) {
        Set<CustodyControl> allControls = new TreeSet<>(controls);
        allControls.addAll(other.controls);
        Set<String> allUndertakings = new TreeSet<>(undertakings);
        allUndertakings.addAll(other.undertakings);
        return new ReleaseLimits(
                lower(bytes, other.bytes),
                lower(bytesPerHour, other.bytesPerHour),
                lower(lasting, other.lasting),
                allControls,
                allUndertakings);
    }

    private static <N extends Comparable<N>> Optional<N> lower(Optional<N> one, Optional<N> other) {
        return one.flatMap(a -> other.map(b -> a.compareTo(b) <= 0 ? a : b)).or(() -> one.or(() -> other));
    }

    /** Whether nothing is limited or asked for. */
    public boolean unlimited() {
        return equals(NONE);
    }
}
