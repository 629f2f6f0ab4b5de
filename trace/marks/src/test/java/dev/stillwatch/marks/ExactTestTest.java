// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.marks.ScoreLaw.Bits;
import dev.stillwatch.marks.ScoreLaw.Exponential;
import dev.stillwatch.marks.ScoreLaw.Green;
import dev.stillwatch.marks.ScoreLaw.MixedExponential;
import dev.stillwatch.marks.ScoreLaw.WeightedBits;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTestTest {
    private static final Offset<Double> TIGHT = within(1e-11);
    private static final WeightedBits SYNTHID = new WeightedBits(30, 0.5, 10);

    private static double p(ScoreLaw law, long count, double sum) {
        return ExactTest.atLeast(law, count, sum).value();
    }

    private static double log10(ScoreLaw law, long count, double sum) {
        return ExactTest.atLeast(law, count, sum).log10();
    }

    @Test
    void atLeast_exponentialScores_matchesPublishedValues() {
        assertThat(p(new Exponential(), 1, 2)).isCloseTo(0.1353352832366127, TIGHT);
        assertThat(p(new Exponential(), 3, 2)).isCloseTo(5 * Math.exp(-2), TIGHT);
        assertThat(p(new Exponential(), 4096, 4096)).isCloseTo(0.4979221728062154, TIGHT);
    }

    @ParameterizedTest
    @CsvSource({"1,900", "7,3000", "50,1200", "400,2600", "3000,9000", "3000,3100", "3000,2900"})
    void atLeast_exponentialScores_matchesPoissonSum(int count, double sum) {
        // P(Γ(n, 1) ≥ S) is the chance of fewer than n events at rate S.
        double ln = Double.NEGATIVE_INFINITY;
        double term = -sum;
        for (int k = 0; k < count; k++) {
            ln = Factorials.lnSum(ln, term);
            term += Math.log(sum) - Math.log(k + 1);
        }
        assertThat(log10(new Exponential(), count, sum)).isCloseTo(ln / Math.log(10), within(1e-9));
    }

    @Test
    void ln_realShape_matchesErfc() {
        // P(Γ(1/2) ≥ x) = erfc(√x); values of erfc from tables.
        assertThat(Math.exp(GammaTail.ln(0.5, 1))).isCloseTo(0.157299207050285, TIGHT);
        assertThat(Math.exp(GammaTail.ln(0.5, 4))).isCloseTo(0.004677734981047, TIGHT);
        assertThat(Math.exp(GammaTail.ln(0.5, 0.01))).isCloseTo(0.887537083981715, TIGHT);
    }

    @Test
    void atLeast_greenTokens_matchesEnumeration() {
        assertThat(p(new Green(0.25), 4, 2)).isCloseTo(1 - 0.31640625 - 0.421875, TIGHT);
        assertThat(p(new Green(0.25), 4, 4)).isCloseTo(Math.pow(0.25, 4), TIGHT);
        assertThat(p(new Green(0.25), 4, 0)).isEqualTo(1);
        assertThat(log10(new Green(0.25), 4, 5)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void atLeast_evenCoins_isSymmetric() {
        int count = 1_000_001;
        for (int from : new int[] {500_001, 500_500, 501_200}) {
            double above = p(new Green(0.5), count, from);
            double below = 1 - p(new Green(0.5), count, count - from + 1);
            assertThat(above).isCloseTo(below, Percentage.withPercentage(1e-6));
        }
        assertThat(p(new Green(0.5), count, 500_001)).isCloseTo(0.5, TIGHT);
    }

    @Test
    void atLeast_bits_countsEveryLayer() {
        assertThat(log10(new Bits(30, 0.5), 7, 120)).isEqualTo(log10(new Green(0.5), 210, 120));
    }

    @Test
    void atLeast_farBelowWhatADoubleHolds_staysAccurate() {
        assertThat(log10(new Green(0.5), 5_000, 5_000)).isCloseTo(-5_000 * Math.log10(2), within(1e-7));
        assertThat(log10(new Green(0.25), 100_000, 99_999))
                .isCloseTo(Math.log10(100_000 * 0.75 / 0.25 + 1) + 100_000 * Math.log10(0.25), within(1e-6));
        assertThat(log10(new Exponential(), 1, 5_000)).isCloseTo(-5_000 / Math.log(10), within(1e-8));
        assertThat(log10(SYNTHID, 2_000, 60_000)).isCloseTo(-60_000 * Math.log10(2), within(1e-6));
    }

    @Test
    void atLeast_sumWithRounding_isTakenAsTheWholeNumberItIs() {
        assertThat(log10(new Green(0.5), 10, 7 + 1e-9)).isEqualTo(log10(new Green(0.5), 10, 7));
    }

    @Test
    void moreThan_wholeNumbers_leavesTheSumItselfOut() {
        assertThat(ExactTest.moreThan(new Green(0.5), 4, 3).value()).isCloseTo(1 / 16.0, TIGHT);
        assertThat(ExactTest.moreThan(new Exponential(), 4, 3)).isEqualTo(ExactTest.atLeast(new Exponential(), 4, 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.45, 0.7})
    void atLeast_pairOfOneToken_matchesClosedForm(double second) {
        for (double sum : List.of(0.3, 1.0, 4.0, 25.0)) {
            double first = 1 - second;
            double exact = (first * Math.exp(-sum / first) - second * Math.exp(-sum / second)) / (first - second);
            assertThat(p(new MixedExponential(second), 1, sum)).isCloseTo(exact, Percentage.withPercentage(1e-7));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1,50,1.34", "0.1,200,1.18", "0.1,1000,1.08", "0.2,50,1.52", "0.2,200,1.26", "0.2,1000,1.12"})
    void atLeast_pair_exceedsTheUsualApproximationAsPublished(double second, long count, double ratio) {
        double variance = second * second + (1 - second) * (1 - second);
        double low = count;
        double high = 3 * count;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (GammaTail.ln(count / variance, middle / variance) > Math.log(1e-6)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        assertThat(p(new MixedExponential(second), count, low) / 1e-6).isCloseTo(ratio, within(0.006));
    }

    @Test
    void atLeast_evenPair_isOneGammaOfTwiceTheShape() {
        for (double sum : List.of(20.0, 60.0, 300.0, 5_000.0)) {
            assertThat(log10(new MixedExponential(0.5), 50, sum))
                    .isCloseTo(GammaTail.ln(100, 2 * sum) / Math.log(10), within(1e-7));
        }
    }

    @Test
    void atLeast_oneKeyOfAPairOnly_isItsGamma() {
        assertThat(log10(new MixedExponential(0), 9, 20)).isEqualTo(log10(new Exponential(), 9, 20));
        assertThat(log10(new MixedExponential(1), 9, 20)).isEqualTo(log10(new Exponential(), 9, 20));
    }

    @Test
    void atLeast_lopsidedPair_nearsTheHeavyKeyAlone() {
        assertThat(log10(new MixedExponential(1e-7), 300, 500))
                .isCloseTo(log10(new Exponential(), 300, 500), within(1e-3));
    }

    @Test
    void atLeast_weightedBits_matchesEnumeration() {
        WeightedBits law = new WeightedBits(4, 0.3, 10);
        double from = 4.4;
        double chance = 0;
        for (int bits = 0; bits < 1 << 12; bits++) {
            double sum = 0;
            for (int i = 0; i < 12; i++) {
                sum += (bits >> i & 1) * law.weight(i % 4);
            }
            if (sum >= from) {
                chance += Math.pow(0.3, Integer.bitCount(bits)) * Math.pow(0.7, 12 - Integer.bitCount(bits));
            }
        }
        assertThat(p(law, 3, from)).isCloseTo(chance, TIGHT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 30})
    void atLeast_weightedBits_matchesAdditionBitByBit(int count) {
        double[] tails = addedUp(count);
        double unit = WeightLattice.of(SYNTHID).unit();
        int steps = tails.length - 1;
        for (int from = 1; from <= steps; from += Math.max(1, steps / 97)) {
            assertThat(log10(SYNTHID, count, from / unit)).as("%s", from).isCloseTo(tails[from], within(1e-8));
        }
        assertThat(log10(SYNTHID, count, steps / unit)).isCloseTo(tails[steps], within(1e-8));
        assertThat(log10(SYNTHID, count, (steps - 29) / unit)).isCloseTo(tails[steps - 29], within(1e-8));
    }

    /** log10 of the chances of each sum or more, in units of the lattice. */
    private static double[] addedUp(int count) {
        WeightLattice lattice = WeightLattice.of(SYNTHID);
        double[] chances = new double[count * (int) lattice.total() + 1];
        chances[0] = 1;
        int reached = 0;
        for (int layer = 0; layer < 30; layer++) {
            int weight = (int) lattice.weight(layer);
            for (int token = 0; token < count; token++) {
                reached += weight;
                for (int at = reached; at >= 0; at--) {
                    chances[at] = chances[at] / 2 + (at >= weight ? chances[at - weight] / 2 : 0);
                }
            }
        }
        for (int at = reached - 1; at >= 0; at--) {
            chances[at] += chances[at + 1];
        }
        return Arrays.stream(chances).map(Math::log10).toArray();
    }

    @Test
    void atLeast_weightsOffAnyLattice_boundsFromAbove() {
        double exact = log10(SYNTHID, 100, 1_700);
        double bound = log10(new WeightedBits(30, 0.5, 10.0000001), 100, 1_700);
        assertThat(bound).isGreaterThan(exact).isLessThan(exact + 2);
    }

    @Test
    void atLeast_weightedBitsOverManyTokens_nearsTheNormalLaw() {
        double deviation = Math.sqrt(1e6 * SYNTHID.variance());
        assertThat(p(SYNTHID, 1_000_000, 15e6 + 2.3263479 * deviation)).isCloseTo(0.01, within(2e-5));
        assertThat(p(SYNTHID, 1_000_000, 15e6 - 2.3263479 * deviation)).isCloseTo(0.99, within(2e-5));
    }

    @Test
    void atLeast_nothingScored_saysNothing() {
        assertThat(ExactTest.atLeast(new Exponential(), 0, 0)).isEqualTo(TailProbability.ONE);
    }

    @Test
    void atLeast_noNumber_isRefused() {
        assertThatThrownBy(() -> ExactTest.atLeast(new Exponential(), 3, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTest.atLeast(new Exponential(), -1, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
