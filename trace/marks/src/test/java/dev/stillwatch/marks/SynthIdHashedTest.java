// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SynthIdHashedTest {
    private static final int WINDOWS = 20_000;

    /** The variance of scores over random windows, by that of a law. */
    private static double spread(KeyedScores scores, ScoreLaw law) {
        SplittableRandom random = new SplittableRandom(4);
        double squares = 0;
        for (int i = 0; i < WINDOWS; i++) {
            double deviation = scores.score(random.ints(5, 0, 50_000).toArray(), 4) - law.mean();
            squares += deviation * deviation;
        }
        return squares / WINDOWS / law.variance();
    }

    @Test
    void weighted_underKeysWhoseLayersDependOnEachOther_spreadsAsTheLawSays() {
        SplittableRandom random = new SplittableRandom(1);
        double most = 0;
        for (int key = 0; key < 24; key++) {
            LayeredScores bits =
                    SynthIdDeepMind.defaults().keyed(SynthIdDeepMind.defaults().drawKey(random));
            ScoreLaw.WeightedBits law =
                    (ScoreLaw.WeightedBits) bits.weighted(10).law();
            most = Math.max(most, Math.abs(spread(new WeightedLayers(bits, law), law) - 1));
            assertThat(spread(bits.weighted(10), law)).isCloseTo(1, within(0.045));
        }
        // Else there would be nothing to repair.
        assertThat(most).isGreaterThan(0.06);
    }

    @Test
    void weighted_anyKey_staysWithinTheLawsRange() {
        SplittableRandom random = new SplittableRandom(2);
        for (int key = 0; key < 8; key++) {
            KeyedScores scores = SynthIdDeepMind.defaults()
                    .keyed(SynthIdDeepMind.defaults().drawKey(random))
                    .weighted(10);
            for (int i = 0; i < 2_000; i++) {
                assertThat(scores.score(random.ints(5, 0, 50_000).toArray(), 4)).isBetween(0.0, 30.0);
            }
        }
    }
}
