// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;

/** How far the evidence for a campaign carries; decides the words used and the steps proposed. */
enum Strength {
    /** Worth watching, not enough to inconvenience anyone. */
    LEAD("a lead"),
    /** Enough to ask the accounts to show who they are. */
    CLEAR("clear evidence"),
    /** Enough to slow the accounts down as well. */
    STRONG("strong evidence");

    private static final double STRONG_P = 0.001;
    private static final double CLEAR_P = 0.01;
    private static final double STRONG_NATS = 8;
    private static final double CLEAR_NATS = 4;

    private final String words;

    Strength(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** By both the group's score and how rare such a score is among benign groups. */
    static Strength of(Campaign campaign) {
        double nats = campaign.score().nats();
        double p = campaign.pValue().value();
        if (nats >= STRONG_NATS && p <= STRONG_P) {
            return STRONG;
        }
        return nats >= CLEAR_NATS && p <= CLEAR_P ? CLEAR : LEAD;
    }
}
