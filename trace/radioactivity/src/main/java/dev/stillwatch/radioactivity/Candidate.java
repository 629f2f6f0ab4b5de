// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.ScoreLaw.Bits;
import dev.stillwatch.marks.ScoreLaw.Exponential;
import dev.stillwatch.marks.ScoreLaw.Green;
import dev.stillwatch.marks.ScoreLaw.MixedExponential;
import dev.stillwatch.marks.ScoreLaw.WeightedBits;
import org.hipparchus.special.Gamma;

/**
 * A pair of window and token before it is known what it weighs.
 *
 * @param came how often the token came after the window
 * @param expected how often the reference expected it
 * @param trace how much more often it would come for each unit of score, up to a factor common to all pairs, if the
 *     suspect had learnt the mark
 */
record Candidate(Window window, int token, double came, double expected, double trace) {
    /** A token that the reference takes for rarer than this is as rare as this: it knows no better. */
    private static final double RAREST = 1e-4;

    static Candidate of(Window window, int token, double came, double expected, double places, ScoreLaw law) {
        double share = Math.clamp(expected / places, RAREST, 1 - RAREST);
        return new Candidate(window, token, came, expected, expected * pull(law, share));
    }

    int[] pair() {
        return window.followedBy(token);
    }

    double off() {
        return came - expected;
    }

    /** How strongly a scheme favours a token of this probability for each unit of its score. */
    private static double pull(ScoreLaw law, double share) {
        return switch (law) {
            // The mean score of a token that was chosen is the harmonic number at 1 / share.
            case Exponential _, MixedExponential _ -> Gamma.digamma(1 / share + 1) - Gamma.digamma(1) - 1;
            case Green _ -> 1 - share;
            case Bits _ -> 1 - share;
            case WeightedBits _ -> 1 - share;
        };
    }
}
