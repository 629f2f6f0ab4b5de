// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.marks.ExactTest;
import dev.stillwatch.marks.ScoreLaw;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedTailTest {
    private static final List<ScoreLaw> LAWS = List.of(
            new ScoreLaw.Green(0.25),
            new ScoreLaw.Exponential(),
            new ScoreLaw.MixedExponential(0.1),
            new ScoreLaw.Bits(30, 0.5),
            new ScoreLaw.WeightedBits(30, 0.5, 10));

    private static double[] weights(int count, double weight) {
        double[] weights = new double[count];
        Arrays.fill(weights, weight);
        return weights;
    }

    @Test
    void boundAndEstimate_equalWeights_lieAboveAndCloseToTheExactTail() {
        for (ScoreLaw law : LAWS) {
            int count = 2_000;
            WeightedTail tail = new WeightedTail(law, weights(count, 3), count);
            for (double deviations : new double[] {-1, 0.5, 3, 10, 40}) {
                double sum = Math.ceil(count * law.mean() + deviations * Math.sqrt(count * law.variance()));
                double above = 3 * (sum - count * law.mean());
                double exact = ExactTest.atLeast(law, count, sum).log10();

                assertThat(tail.bound(above).log10())
                        .as("%s %s", law, deviations)
                        .isGreaterThanOrEqualTo(exact);
                if (tail.bound(above).log10() > Double.NEGATIVE_INFINITY) {
                    // Whole numbers come in steps, which the estimate knows nothing of.
                    assertThat(tail.estimate(above).log10())
                            .as("%s %s", law, deviations)
                            .isCloseTo(exact, within(0.15 + 0.01 * Math.abs(exact)));
                }
            }
        }
    }

    @Test
    void bound_weightsOfBothSigns_isNeverBelowTheTailByEnumeration() {
        SplittableRandom random = new SplittableRandom(5);
        double share = 0.25;
        for (int trial = 0; trial < 20; trial++) {
            double[] weights = random.doubles(12, -2, 3).toArray();
            WeightedTail tail = new WeightedTail(new ScoreLaw.Green(share), weights, weights.length);
            for (double sum = 0.5; sum < 12; sum += 0.9) {
                double exact = enumerated(weights, share, sum);

                assertThat(tail.bound(sum).value()).isGreaterThanOrEqualTo(exact * (1 - 1e-9));
            }
        }
    }

    private static double enumerated(double[] weights, double share, double atLeast) {
        double exact = 0;
        for (int green = 0; green < 1 << weights.length; green++) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * ((green >> i & 1) - share);
            }
            if (sum >= atLeast) {
                int ones = Integer.bitCount(green);
                exact += Math.pow(share, ones) * Math.pow(1 - share, weights.length - ones);
            }
        }
        return exact;
    }

    @Test
    void boundAndEstimate_differenceOfTwoExponentials_matchLaplacesLaw() {
        WeightedTail tail = new WeightedTail(new ScoreLaw.Exponential(), new double[] {1, -1}, 2);

        for (double sum : new double[] {0.5, 2, 10, 100}) {
            double exact = Math.log10(0.5) - sum / Math.log(10);
            assertThat(tail.bound(sum).log10()).isBetween(exact, exact + 2.7);
            assertThat(tail.estimate(sum).log10()).isCloseTo(exact, within(0.1));
        }
    }

    @Test
    void bound_farBeyondDoubles_isALogarithm() {
        WeightedTail tail = new WeightedTail(new ScoreLaw.Exponential(), weights(10_000, 1), 10_000);
        double exact =
                ExactTest.atLeast(new ScoreLaw.Exponential(), 10_000, 20_000).log10();

        assertThat(exact).isLessThan(-1_000);
        assertThat(tail.bound(10_000).log10()).isBetween(exact, exact + 3);
        assertThat(tail.estimate(10_000).log10()).isCloseTo(exact, within(0.01));
    }

    @Test
    void bound_sumThatCannotBe_isStillABound() {
        WeightedTail tail = new WeightedTail(new ScoreLaw.Green(0.5), weights(10, 1), 10);

        assertThat(tail.bound(5).log10()).isBetween(-10 * Math.log10(2) - 1e-6, -3.0);
        assertThat(tail.bound(50).log10()).isLessThan(-10);
    }

    @Test
    void bound_sumAtOrBelowItsMean_isOne() {
        WeightedTail tail = new WeightedTail(new ScoreLaw.Exponential(), weights(10, 1), 10);

        assertThat(tail.bound(0).log10()).isZero();
        assertThat(tail.bound(-3).log10()).isZero();
        assertThat(tail.estimate(-3).value()).isGreaterThan(0.5);
    }

    @Test
    void estimate_ofDrawnSums_isUniform() {
        SplittableRandom random = new SplittableRandom(11);
        double[] weights = random.doubles(300, -1, 2).toArray();
        WeightedTail tail = new WeightedTail(new ScoreLaw.Exponential(), weights, weights.length);
        double[] probabilities = new double[2_000];
        for (int i = 0; i < probabilities.length; i++) {
            double sum = 0;
            for (double weight : weights) {
                sum += weight * (-Math.log(1 - random.nextDouble()) - 1);
            }
            probabilities[i] = tail.estimate(sum).value();
        }

        assertThat(UniformFit.of(probabilities).p()).isGreaterThan(0.01);
    }
}
