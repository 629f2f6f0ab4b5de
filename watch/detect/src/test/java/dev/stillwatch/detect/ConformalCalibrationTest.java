// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConformalCalibrationTest {
    private static final ConformalCalibration FIVE = new ConformalCalibration(new double[] {-2, 1, 1, 1, 4});

    @Test
    void pValue_ties_countAsHighAsTheScore() {
        assertThat(FIVE.pValue(1)).isEqualTo(new Probability(5 / 6.0));
        assertThat(FIVE.pValue(Math.nextUp(1.0))).isEqualTo(new Probability(2 / 6.0));
        assertThat(FIVE.pValue(4)).isEqualTo(new Probability(2 / 6.0));
        assertThat(FIVE.pValue(5)).isEqualTo(new Probability(1 / 6.0));
        assertThat(FIVE.pValue(-3)).isEqualTo(new Probability(1));
    }

    @Test
    void pValue_nothingToCompareWith_isOne() {
        ConformalCalibration none = new ConformalCalibration(new double[0]);
        assertThat(none.pValue(100)).isEqualTo(new Probability(1));
        assertThat(none.threshold(new Probability(0.01))).isZero();
        assertThat(none.accounts()).isZero();
    }

    @Test
    void threshold_anyRate_isWherePValuesReachIt() {
        Random random = new Random(7);
        double[] scores = new double[500];
        for (int i = 0; i < scores.length; i++) {
            // Rounded, so that there are many ties.
            scores[i] = Math.round(4 * random.nextGaussian()) / 4.0;
        }
        Arrays.sort(scores);
        ConformalCalibration calibration = new ConformalCalibration(scores);
        for (double rate : new double[] {0.002, 0.01, 0.05, 0.3, 0.9}) {
            double threshold = calibration.threshold(new Probability(rate));
            assertThat(calibration.pValue(threshold).value()).isLessThanOrEqualTo(rate);
            assertThat(calibration.pValue(Math.nextDown(threshold)).value()).isGreaterThan(rate);
        }
    }

    @Test
    void threshold_rateTooSmallForTheCalibration_isAboveEveryScore() {
        assertThat(FIVE.threshold(new Probability(0.001))).isGreaterThan(4);
    }

    @Test
    void threshold_newAccountsOfTheSameKind_passItAtMostAtTheRate() {
        Random random = new Random(8);
        double passed = 0;
        for (int round = 0; round < 200; round++) {
            double[] scores = random.doubles(199).sorted().toArray();
            double threshold = new ConformalCalibration(scores).threshold(new Probability(0.05));
            passed += random.doubles(100).filter(s -> s >= threshold).count();
        }
        assertThat(passed / 20_000).isCloseTo(0.05, within(0.006));
    }

    @Test
    void new_callersArray_isCopied() {
        double[] scores = {1, 2, 3};
        ConformalCalibration calibration = new ConformalCalibration(scores);
        scores[2] = -5;
        assertThat(calibration.pValue(3)).isEqualTo(new Probability(0.5));
    }
}
