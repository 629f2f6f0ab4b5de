// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.List;
import java.util.Map;

/** Whose copy a suspect is. Immutable. */
public sealed interface TraceVerdict {

    /** What led to it. */
    Evidence evidence();

    /**
     * What led to a verdict.
     *
     * @param recipients among how many was looked
     * @param error allowed chance that any innocent of them is accused
     * @param thresholds standard deviations from which a recipient is accused, by decoding
     * @param presence standard deviations by which a mark of the key shows, whosever it is
     * @param expected deviations that one whole copy would score by {@link Decoding#HARD} after as much noise
     * @param comparison of suspect and original
     */
    record Evidence(
            int recipients,
            double error,
            Map<Decoding, Double> thresholds,
            double presence,
            double expected,
            LeakReading.Comparison comparison) {
        public Evidence {
            thresholds = Map.copyOf(thresholds);
        }
    }

    /**
     * These recipients' copies went into it.
     *
     * @param accused the clearest first; at least one
     */
    record Named(List<Accused> accused, Evidence evidence) implements TraceVerdict {
        public Named {
            accused = List.copyOf(accused);
            if (accused.isEmpty()) {
                throw new IllegalArgumentException("nobody is named");
            }
        }
    }

    /**
     * No copy that was marked with this key for one of these recipients, handed on whole: its mark would stand far above
     * the noise. Who knows the original can hand that on, and it shows none.
     */
    record Nobody(Evidence evidence) implements TraceVerdict {}

    /**
     * The weights do not tell.
     *
     * @param reason why not, and what could help
     */
    record CannotTell(String reason, Evidence evidence) implements TraceVerdict {}
}
