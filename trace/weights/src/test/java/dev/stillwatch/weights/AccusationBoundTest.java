// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccusationBoundTest {

    /** Computed independently, on a grid of shares and with signs that alternate. */
    @ParameterizedTest
    @CsvSource({
        "1000, 10, 1000, 1e-6, 7.4706",
        "20000, 10, 1000, 1e-6, 6.4761",
        "20000, 20, 1000, 1e-6, 6.4964",
        "20000, 20, 100000, 1e-6, 7.1982",
        "131072, 20, 100000, 1e-9, 8.0454",
        "131072, 50, 100000, 1e-9, 8.0563",
    })
    void threshold_onGrid_isThePublishedOne(int symbols, int coalition, int recipients, double error, double expected) {
        AccusationBound bound = onGrid(symbols, coalition);

        assertThat(bound.threshold(recipients, error)).isCloseTo(expected, within(5e-5));
    }

    @Test
    void log10_atThreshold_isTheAllowedError() {
        AccusationBound bound = onGrid(20_000, 10);

        double sum = bound.sum(bound.threshold(1_000, 1e-6));

        assertThat(bound.log10(sum, 1_000)).isCloseTo(-6, within(1e-4));
    }

    @Test
    void log10_ofHigherScore_isLower() {
        AccusationBound bound = onGrid(1_000, 10);

        assertThat(bound.log10(bound.sum(20), 1_000)).isLessThan(bound.log10(bound.sum(10), 1_000));
    }

    @Test
    void log10_ofScoreBelowMean_saysNothing() {
        assertThat(onGrid(1_000, 10).log10(-1, 1_000)).isZero();
    }

    @Test
    void threshold_whenNothingWasRead_isBeyondReach() {
        AccusationBound bound = new AccusationBound(new double[] {0.5, 0.5}, new double[2]);

        assertThat(bound.threshold(10, 1e-6)).isInfinite();
        assertThat(bound.deviations(3)).isZero();
    }

    /** The bound must lie above what innocents really do; at one in a thousand that can be counted. */
    @Test
    void log10_overManyInnocents_isNeverBelowTheirShare() {
        int symbols = 400;
        double[] shares = shares(symbols, 5);
        double[] read = new double[symbols];
        Random random = new Random(7);
        for (int symbol = 0; symbol < symbols; symbol++) {
            read[symbol] = random.nextGaussian();
        }
        AccusationBound bound = new AccusationBound(shares, read);
        double threshold = bound.threshold(1, 0.01);

        int above = 0;
        for (int innocent = 0; innocent < 40_000; innocent++) {
            double sum = 0;
            for (int symbol = 0; symbol < symbols; symbol++) {
                double odds = Math.sqrt(shares[symbol] / (1 - shares[symbol]));
                sum += read[symbol] * (random.nextDouble() < shares[symbol] ? 1 / odds : -odds);
            }
            above += bound.deviations(sum) >= threshold ? 1 : 0;
        }

        assertThat(above).isBetween(1, 400);
    }

    private static AccusationBound onGrid(int symbols, int coalition) {
        double[] read = new double[symbols];
        for (int symbol = 0; symbol < symbols; symbol++) {
            read[symbol] = symbol % 2 == 0 ? 1 : -1;
        }
        return new AccusationBound(shares(symbols, coalition), read);
    }

    private static double[] shares(int symbols, int coalition) {
        double cut = Math.asin(Math.sqrt(1 / (300.0 * coalition)));
        double[] shares = new double[symbols];
        for (int symbol = 0; symbol < symbols; symbol++) {
            double sine = Math.sin(cut + (symbol + 0.5) / symbols * (Math.PI / 2 - 2 * cut));
            shares[symbol] = sine * sine;
        }
        return shares;
    }
}
