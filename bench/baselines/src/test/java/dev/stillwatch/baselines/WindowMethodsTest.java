// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowMethodsTest {
    private final Random random = new Random(5);

    private static float[][] joined(float[][] first, float[][] second) {
        float[][] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static double score(WindowMethod method, float[][] vectors) {
        Items items = new Items(vectors);
        return method.over(items).score(items.all());
    }

    @Test
    void prada_scatteredQueries_scoresBelowPairsOfCopies() {
        float[][] scattered = Clouds.around(0, 0.5, 200, random);
        float[][] halfCopied = Arrays.copyOf(scattered, 200);
        for (int i = 0; i < 100; i += 2) {
            halfCopied[i] = halfCopied[i + 1];
        }
        assertThat(score(new Prada(), scattered)).isLessThan(0.03);
        assertThat(score(new Prada(), halfCopied)).isGreaterThan(0.1);
    }

    @Test
    void trimmed_oneFarValue_isLeftOut() {
        double[] values = new double[30];
        values[7] = 100;
        assertThat(Prada.trimmed(values)).hasSize(29).containsOnly(0);
    }

    @Test
    void seat_onePlantedPair_countsIt() {
        float[][] apart = new float[4][Clouds.DIMENSIONS];
        for (int i = 0; i < 3; i++) {
            apart[i][i] = 1;
        }
        apart[3] = apart[1].clone();
        assertThat(score(new Seat(0.9f), apart)).isEqualTo(1.0 / 6);
    }

    @Test
    void seatFit_ordinaryPairs_callsOneInAHundredSimilar() {
        Items items = new Items(Clouds.around(0, 0.5, 300, random));
        Seat seat = Seat.fit(items, items.all(), random);
        assertThat(seat.over(items).score(items.all())).isCloseTo(0.01, within(0.003));
    }

    @Test
    void cap_widerWindow_costsMore() {
        Cap cap = new Cap(Clouds.DIMENSIONS, new Random(1));
        assertThat(score(cap, Clouds.around(0, 1, 200, random)))
                .isGreaterThan(score(cap, Clouds.around(0, 0.05, 200, random)));
    }

    @Test
    void capCost_nothingCovered_isTheBaseRate() {
        assertThat(Cap.cost(0, 0, 0)).isCloseTo(0.0005, within(1e-12));
        assertThat(Cap.cost(0.19, 0, 0)).isCloseTo(0.0005 + 0.05 * (8 / 0.0005 - 1), within(1e-6));
    }

    @Test
    void capBucket_oppositeVectors_shareNoBit() {
        Cap cap = new Cap(Clouds.DIMENSIONS, new Random(1));
        float[] vector = Clouds.around(0, 1, 1, random)[0];
        float[] opposite = vector.clone();
        for (int d = 0; d < opposite.length; d++) {
            opposite[d] = -opposite[d];
        }
        assertThat(cap.bucket(vector) ^ cap.bucket(opposite)).isEqualTo(2047);
    }

    @Test
    void mahalanobis_fittedPrompts_averageTheirDimensions() {
        float[][] ordinary = Clouds.around(0, 0.5, 2_000, random);
        assertThat(score(Mahalanobis.fit(ordinary), ordinary)).isCloseTo(Clouds.DIMENSIONS, within(0.2));
    }

    @Test
    void mahalanobis_foreignPrompts_areFarther() {
        Mahalanobis fitted = Mahalanobis.fit(Clouds.around(0, 0.3, 500, random));
        assertThat(score(fitted, Clouds.around(3, 0.3, 50, random)))
                .isGreaterThan(3 * score(fitted, Clouds.around(0, 0.3, 50, random)));
    }

    @Test
    void squared_equalDistributions_averagesZero() {
        GaussianKernel kernel = new GaussianKernel(1);
        double sum = 0;
        double largest = 0;
        for (int repeat = 0; repeat < 200; repeat++) {
            double squared = Mmd.squared(Clouds.around(0, 0.5, 40, random), Clouds.around(0, 0.5, 40, random), kernel);
            sum += squared;
            largest = Math.max(largest, Math.abs(squared));
        }
        assertThat(sum / 200).isCloseTo(0, within(largest / 10));
    }

    @Test
    void squared_differentDistributions_isFarAboveZero() {
        assertThat(Mmd.squared(
                        Clouds.around(0, 0.1, 40, random), Clouds.around(3, 0.1, 40, random), new GaussianKernel(1)))
                .isGreaterThan(0.1);
    }

    @Test
    void mmdScore_sameItemsAnyWay_isTheMeanOfTheDefinition() {
        float[][] ordinary = Clouds.around(0, 0.5, 60, random);
        float[][] foreign = Clouds.around(2, 0.5, 20, random);
        Items all = new Items(joined(ordinary, foreign));
        int[] pool = Draw.without(new Items(ordinary).all(), 60, random);
        int[] window = {60, 61, 62, 63, 64, 65, 66, 67, 68, 69};
        // References of the whole pool are all alike, so that the random draw of references does not matter.
        Mmd mmd = Mmd.fit(all, pool, 60, random);
        GaussianKernel kernel = GaussianKernel.median(all, pool, random);
        double expected = Mmd.squared(all.vectors(window), ordinary, kernel);
        assertThat(mmd.over(all).score(window)).isCloseTo(expected, within(1e-5));
        assertThat(score(mmd, all.vectors(window))).isCloseTo(expected, within(1e-5));
    }

    @Test
    void nullScores_ordinaryPool_averageZero() {
        Items items = new Items(Clouds.around(0, 0.5, 300, random));
        double[] scores = Mmd.fit(items, items.all(), 50, random).nullScores(300);
        double deviation =
                Math.sqrt(Arrays.stream(scores).map(s -> s * s).average().orElse(0));
        assertThat(Arrays.stream(scores).average().orElse(1)).isCloseTo(0, within(deviation / 4));
        assertThat(deviation).isPositive();
    }

    @Test
    void between_blocksAndRests_areInnerProducts() {
        float[][] left = Clouds.around(0, 1, 3, random);
        float[][] right = Clouds.around(1, 1, 1_500, random);
        Products products = Products.between(left, right);
        for (int j : new int[] {0, 1_023, 1_024, 1_499}) {
            double expected = 0;
            for (int d = 0; d < Clouds.DIMENSIONS; d++) {
                expected += left[2][d] * right[j][d];
            }
            assertThat((double) products.rows()[2][j]).isCloseTo(expected, within(1e-5));
        }
    }
}
