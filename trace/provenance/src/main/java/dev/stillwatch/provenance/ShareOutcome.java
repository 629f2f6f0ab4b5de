// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Map;
import java.util.Objects;

/** What share of many texts models wrote, or that it cannot be told. */
public sealed interface ShareOutcome {
    /**
     * A share between bounds.
     *
     * @param estimate most likely share, 0 to 1
     * @param low lower end of the 95 % interval
     * @param high upper end of the 95 % interval
     */
    record Share(double estimate, double low, double high) {
        public Share {
            if (!(low >= 0 && low <= estimate && estimate <= high && high <= 1)) {
                throw new IllegalArgumentException("share " + estimate + " in " + low + " to " + high);
            }
        }
    }

    /**
     * The shares, with what the calibration may be wrong by in the intervals.
     *
     * @param texts how many texts were long enough and in English prose
     * @param models what all model families wrote together
     * @param families what each model family wrote; they add up to {@code models}
     */
    record Estimated(long texts, Share models, Map<Writer, Share> families) implements ShareOutcome {
        /** Shares whose lower end is below this are no alarm: the calibration is not finer. */
        public static final double ALARM = 0.005;

        public Estimated {
            Objects.requireNonNull(models, "models is null");
            families = Map.copyOf(families);
        }

        /** Whether the set surely holds text by models. */
        public boolean alarm() {
            return models.low() >= ALARM;
        }
    }

    /** No statement, and why. */
    record CannotTell(long texts, Doubt doubt) implements ShareOutcome {}

    /** Why nothing is said of a set of texts. */
    enum Doubt {
        /** Fewer readable texts than a share can be estimated from. */
        TOO_FEW_TEXTS,
        /** The scores are spread like no mixture of the calibrated writers: another domain, or other writers. */
        UNLIKE_CALIBRATION
    }
}
