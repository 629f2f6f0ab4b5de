// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.List;

/**
 * What others' signals say of an observation. Reasons to look closer, and no verdict: it holds no score on purpose.
 *
 * @param findings one for each thing seen that signals speak of; those that speak against one another stand together
 */
public record SignalReport(List<Finding> findings) {

    /**
     * All signals about one thing.
     *
     * @param seen what was seen here
     * @param applies in force and fitting, those with the highest declared confidence first
     * @param expired fitting, and out of date or not yet valid
     * @param revoked fitting, and taken back by their source
     */
    public record Finding(
            SharedIndicator seen, List<Match> applies, List<InboundSignal> expired, List<InboundSignal> revoked) {
        public Finding {
            applies = List.copyOf(applies);
            expired = List.copyOf(expired);
            revoked = List.copyOf(revoked);
        }

        /** Whether signals in force contradict one another: suspect and benign, or two kinds of campaign. */
        public boolean conflicting() {
            boolean suspect = applies.stream().anyMatch(m -> m.signal().stance() == InboundSignal.Stance.SUSPECT);
            boolean benign = applies.stream().anyMatch(m -> m.signal().stance() == InboundSignal.Stance.BENIGN);
            long claims = applies.stream()
                    .flatMap(m -> m.signal().claims().stream())
                    .distinct()
                    .count();
            return (suspect && benign) || claims > 1;
        }
    }

    /**
     * A signal and why it fits.
     *
     * @param peer from whom it came, by one's own name
     * @param why in words, without anything of the value
     */
    public record Match(String peer, InboundSignal signal, String why) {}

    public SignalReport {
        findings = List.copyOf(findings);
    }
}
