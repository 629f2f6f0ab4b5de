// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SquareMatrixTest {
    @Test
    void inverseCholesky_identity_isItself() {
        assertThat(SquareMatrix.inverseCholesky(SquareMatrix.identity(5))).isDeepEqualTo(SquareMatrix.identity(5));
    }

    @Test
    void inverseCholesky_anyCovariance_whitensIt() {
        Random random = new Random(6);
        for (int size : new int[] {1, 2, 7, 64}) {
            double[][] covariance = covariance(random, size);
            double[][] whitening = SquareMatrix.inverseCholesky(covariance);
            // Rows of W C, then of W (W C)': the covariance after whitening.
            double[][] half = new double[size][];
            for (int i = 0; i < size; i++) {
                half[i] = SquareMatrix.lowerTimes(whitening, covariance[i]);
            }
            for (int i = 0; i < size; i++) {
                double[] column = new double[size];
                for (int j = 0; j < size; j++) {
                    column[j] = half[j][i];
                }
                double[] whitened = SquareMatrix.lowerTimes(whitening, column);
                for (int j = 0; j < size; j++) {
                    assertThat(whitened[j]).isCloseTo(i == j ? 1 : 0, within(1e-6));
                }
            }
        }
    }

    @Test
    void inverseCholesky_singularMatrix_staysFinite() {
        for (double[] row : SquareMatrix.inverseCholesky(new double[][] {{1, 1}, {1, 1}})) {
            assertThat(row).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void lowerTimes_upperTriangle_isIgnored() {
        assertThat(SquareMatrix.lowerTimes(new double[][] {{2, 9}, {3, 4}}, new double[] {1, 10}))
                .containsExactly(2, 43);
    }

    private static double[][] covariance(Random random, int size) {
        double[][] factor = new double[size][size];
        for (double[] row : factor) {
            for (int j = 0; j < size; j++) {
                row[j] = random.nextGaussian();
            }
        }
        double[][] product = SquareMatrix.identity(size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    product[i][j] += factor[i][k] * factor[j][k];
                }
            }
        }
        return product;
    }
}
