// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Optional;

/** Traffic of which shorter stretches can be had, so that a burst is seen that the whole would drown. */
public interface WindowedTraffic {
    /** All of it. */
    TrafficSummary whole();

    /** What of it was asked within a window, as finely as it is kept. */
    TrafficSummary during(Window window);

    /** From its first request to just after its last; empty when there was none. */
    Optional<Window> span();
}
