// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.gateway.ExchangeRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What all doors share with the proxy.
 *
 * @param guard the very one that the proxy asks, so that rates are counted together
 * @param seal for reasoning blocks; the proxy's, so that blocks given out by one are opened by the other
 * @param canaries plants canaries where measures say so; the proxy's
 */
public record DoorParts(
        Guard guard,
        Optional<ReasoningSeal> seal,
        Optional<Canaries> canaries,
        ExchangeRecorder recorder,
        InstantSource clock,
        MeterRegistry registry) {}
