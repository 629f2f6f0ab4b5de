// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BayesianDetectorTest {
    private static final MarkKey DEMO = new MarkKey.LayerKeys(SynthId.DEMO_KEYS);

    /** The published formula, written out for two layers: 0.5 ((g + 0.5) psi + 1 - psi) by 0.5 for each bit. */
    @Test
    void logOdds_ofOneToken_isThePublishedFormula() {
        SynthIdHf scheme = new SynthIdHf(2, 4, new CoinTable.Seeded(65_536, 0), 1024);
        LayeredScores scores = scheme.keyed(scheme.drawKey(new Random(1)));
        BayesianDetector detector =
                new BayesianDetector(0.3, new double[] {-0.4, 0.7}, new double[][] {{9, 9}, {1.3, 9}});
        Random random = new Random(2);
        for (int i = 0; i < 20; i++) {
            int[] tokens = random.ints(5, 0, 1000).toArray();
            long bits = scores.layerBits(tokens, 4);
            double first = bits & 1;
            double second = bits >> 1;
            double psi0 = 1 / (1 + Math.exp(0.4));
            double psi1 = 1 / (1 + Math.exp(-(0.7 + 1.3 * first)));
            double expected = Math.log(0.3 / 0.7)
                    + Math.log((first + 0.5) * psi0 + 1 - psi0)
                    + Math.log((second + 0.5) * psi1 + 1 - psi1);
            assertThat(detector.logOdds(scores, tokens, new int[] {4})).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void posterior_ofMarkedAndOfOtherText_tellsThemApart() {
        SynthIdHf scheme = SynthIdHf.defaults();
        BayesianDetector detector = new BayesianDetector(0.5, new double[30], new double[30][30]);
        Random random = new Random(3);
        MarkedReply reply = scheme.sampler(DEMO).begin(new int[0], random);
        int[] marked = new int[204];
        for (int i = 4; i < marked.length; i++) {
            double[] logits = new double[200];
            Arrays.setAll(logits, each -> 2 * random.nextGaussian());
            marked[i] = reply.next(Candidates.ofLogits(logits)).token();
        }
        int[] positions = IntStream.range(4, 204).toArray();
        int[] other = random.ints(204, 0, 200).toArray();
        assertThat(detector.posterior(scheme.keyed(DEMO), marked, positions)).isGreaterThan(0.99);
        assertThat(detector.posterior(scheme.keyed(DEMO), other, positions)).isLessThan(0.01);
        assertThat(detector.posterior(scheme.keyed(DEMO), marked, new int[0])).isEqualTo(0.5);
    }

    @Test
    void new_withParametersThatDoNotFit_isRefused() {
        assertThatThrownBy(() -> new BayesianDetector(2, new double[1], new double[1][0]))
                .hasMessageContaining("prior");
        assertThatThrownBy(() -> new BayesianDetector(0.5, new double[2], new double[1][0]))
                .hasMessageContaining("one entry for each");
        assertThatThrownBy(() -> new BayesianDetector(0.5, new double[2], new double[2][0]))
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> new BayesianDetector(0.5, new double[] {Double.NaN}, new double[1][0]))
                .hasMessageContaining("finite");
        BayesianDetector one = new BayesianDetector(1, new double[1], new double[1][0]);
        assertThatThrownBy(() -> one.logOdds(SynthIdHf.defaults().keyed(DEMO), new int[5], new int[] {4}))
                .hasMessageContaining("does not fit");
        SynthIdHf layer = new SynthIdHf(1, 4, new CoinTable.Seeded(64, 0), 1024);
        double certain = one.posterior(layer.keyed(layer.drawKey(new Random(1))), new int[5], new int[0]);
        assertThat(certain).isCloseTo(1 - 1e-5, within(1e-12));
    }
}
