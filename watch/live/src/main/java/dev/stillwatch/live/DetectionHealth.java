// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.time.Duration;
import java.util.Objects;

/** Whether detection sees what goes on. */
public sealed interface DetectionHealth {

    /** It reads along and judges. */
    record Running() implements DetectionHealth {}

    /**
     * It works, but has not caught up with what comes in.
     *
     * @param behind how long ago it last had read everything
     */
    record Lagging(Duration behind) implements DetectionHealth {
        public Lagging {
            Objects.requireNonNull(behind, "behind is null");
        }
    }

    /**
     * It does not work, and tries again; nothing journaled is lost.
     *
     * @param reason what failed and where, safe to show
     */
    record Down(String reason) implements DetectionHealth {
        public Down {
            Objects.requireNonNull(reason, "reason is null");
        }
    }
}
